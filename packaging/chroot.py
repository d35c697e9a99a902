"""Installs the .deb and the wheel of dist/ in clean Debian systems and uses them there: what a stranger would meet.

    sudo python3 packaging/chroot.py [--suite bookworm] [--only deb|wheel] [--pictures DIR]

For each a fresh system is unpacked that has nothing of ours (debootstrap makes it once; the cache is
~/.cache/afterglow). Then, as an ordinary user, without a network: the sample day, the window under Xvfb with a window
manager, a recording of a word typed into a terminal, and the search that finds it (packaging/visitor.py). The .deb is
removed at the end, and the user's data must still be there. Prints sizes and seconds, writes them to build/chroot.json,
and exits with 1 if anything was not as it should be. Needs root, debootstrap and apt's own sources on this machine.
"""

import argparse
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist"
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "afterglow"
SCREEN = ("xvfb", "openbox", "xterm", "xdotool")
"""Of a desktop, installed after Afterglow, so that they do not hide what its package forgot to depend on."""
CLEAN = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8",
         "DEBIAN_FRONTEND": "noninteractive"}  # fmt: skip
MOUNTS = (
    ("proc", "proc", "defaults"),
    ("sysfs", "sys", "ro"),
    ("tmpfs", "dev", "mode=0755"),
    ("devpts", "dev/pts", "newinstance,ptmxmode=0666"),
    ("tmpfs", "dev/shm", "mode=1777"),
)
IN_ITS_OWN_SPACE = "AFTERGLOW_CHROOT"


def main() -> None:
    options = parser().parse_args()
    if os.geteuid() != 0:
        sys.exit("afterglow: only root can make another system; run it with sudo")
    if IN_ITS_OWN_SPACE not in os.environ:  # so that mounts and processes end with this program, however it ends
        os.environ[IN_ITS_OWN_SPACE] = "1"
        space = ["unshare", "--mount", "--propagation", "private", "--pid", "--fork", "--kill-child", "--mount-proc"]
        os.execvp("unshare", [*space, sys.executable, *sys.argv])
    base = base_system(options.suite)
    result = {}
    for name, use in (("deb", use_deb), ("wheel", use_wheel)):
        if options.only in (None, name):
            with clean_system(base) as system:
                result[name] = use(system, options.pictures)
            print(f"\n{name}")
            for fact, value in result[name].items():
                print(f"  {fact:<50} {value}")
    (ROOT / "build").mkdir(exist_ok=True)
    (ROOT / "build/chroot.json").write_text(json.dumps(result, indent=1) + "\n")


def parser() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--suite", default="bookworm", help="Debian's code name (default: %(default)s)")
    options.add_argument("--only", choices=("deb", "wheel"), help="only one of the two")
    options.add_argument("--pictures", type=Path, help="folder for pictures of the screen")
    return options


def base_system(suite: str) -> Path:
    """The packed clean system, from the cache or made now."""
    packed = CACHE / f"debian-{suite}.tar"
    if not packed.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE) as scratch:
            print(f"making a clean Debian {suite}, once", flush=True)
            run("debootstrap", "--variant=minbase", suite, f"{scratch}/base", mirror())
            part = packed.with_suffix(".part")
            run("tar", "--one-file-system", "-C", f"{scratch}/base", "-cf", str(part), ".")
            part.replace(packed)
    return packed


@contextmanager
def clean_system(base: Path) -> Iterator["System"]:
    folder = Path(tempfile.mkdtemp(prefix="afterglow-chroot-", dir="/var/tmp"))
    system = System(folder, base)
    try:
        yield system
    finally:
        system.unmount()  # where that fails, the folder stays
        shutil.rmtree(folder)


def mirror() -> str:
    """Where this machine's apt takes Debian from."""
    sites = run("apt-get", "indextargets", "--format", "$(SITE) $(LABEL)").splitlines()
    found = [line.split()[0] for line in sites if line.endswith(" Debian")]
    if not found:
        sys.exit("afterglow: apt on this machine names no Debian archive")
    return found[0]


def run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, env=CLEAN)
    if done.returncode != 0:
        sys.exit(f"afterglow: {' '.join(command)} failed:\n{done.stdout[-3000:]}\n{done.stderr[-6000:]}")
    return done.stdout


class System:
    """A clean system in a folder: its root runs what `root` gets, the ordinary user what `user` gets."""

    def __init__(self, folder: Path, packed: Path) -> None:
        self.folder = folder
        folder.chmod(0o755)
        run("tar", "-C", str(folder), "-xpf", str(packed))
        shutil.copyfile("/etc/resolv.conf", folder / "etc/resolv.conf")
        for kind, place, how in MOUNTS:
            (folder / place).mkdir(exist_ok=True)
            run("mount", "-t", kind, "-o", how, kind, str(folder / place))
        for name, minor in (("null", 3), ("zero", 5), ("full", 7), ("random", 8), ("urandom", 9)):
            os.mknod(folder / "dev" / name, stat.S_IFCHR | 0o666, os.makedev(1, minor))
            (folder / "dev" / name).chmod(0o666)
        os.mknod(folder / "dev/tty", stat.S_IFCHR | 0o666, os.makedev(5, 0))  # without it xterm may end at once
        (folder / "dev/tty").chmod(0o666)
        (folder / "dev/ptmx").symlink_to("pts/ptmx")
        (folder / "dev/fd").symlink_to("/proc/self/fd")
        (folder / "usr/sbin/policy-rc.d").write_text("#!/bin/sh\nexit 101\n")  # installing starts no service here
        (folder / "usr/sbin/policy-rc.d").chmod(0o755)
        self.root("useradd", "--create-home", "--shell", "/bin/sh", "visitor")
        self.root("apt-get", "-qq", "update")
        self.home = folder / "home/visitor"

    def unmount(self) -> None:
        """Before the folder is removed: nothing of the machine's own may be below it then."""
        for _, place, _ in reversed(MOUNTS):
            run("umount", str(self.folder / place))
        must(str(self.folder) not in Path("/proc/self/mounts").read_text(), f"{self.folder} still holds a mount")

    def root(self, *command: str) -> str:
        return run("chroot", str(self.folder), *command)

    def apt(self, *packages: str) -> float:
        """Installs; returns the seconds."""
        started = time.monotonic()
        self.root("apt-get", "-qq", "install", "--yes", "--no-install-recommends", *packages)
        return round(time.monotonic() - started, 1)

    def user(self, *command: str) -> str:
        """As the ordinary user, with a loopback device and no other network."""
        setting = ["env", "-i", f"PATH={CLEAN['PATH']}", "HOME=/home/visitor", "USER=visitor", "LANG=C.UTF-8"]
        inside = ["chroot", "--userspec=visitor:visitor", str(self.folder), *setting, *command]
        return run("unshare", "--net", "sh", "-c", 'ip link set lo up && exec "$@"', "sh", *inside)

    def megabytes(self, place: str) -> int:
        return int(run("du", "-sk", str(self.folder / place)).split()[0]) * 1024 // 1_000_000

    def packages(self) -> int:
        return len(self.root("dpkg-query", "-W").splitlines())


def use_deb(system: System, pictures: Path | None) -> dict[str, object]:
    (deb,) = DIST.glob("afterglow_*.deb")
    shutil.copy(deb, system.folder / "tmp")
    before = system.packages()
    facts: dict[str, object] = {"file, MB": round(deb.stat().st_size / 1e6, 1)}
    facts["installing, s"] = system.apt(f"/tmp/{deb.name}")
    facts["packages that came with it"] = system.packages() - before - 1
    facts["installed under /opt/afterglow, MB"] = system.megabytes("opt/afterglow")
    system.root("dpkg", "--verify", "afterglow")
    starts_nothing(system)
    loads_qt(system)
    system.apt(*SCREEN)
    facts |= visit(system, "/usr/bin/afterglow", "/opt/afterglow/bin/python3", pictures, "deb")
    kept = {path.relative_to(system.home) for path in system.home.rglob("*")}
    started = time.monotonic()
    system.root("apt-get", "-qq", "remove", "--yes", "afterglow")
    system.root("apt-get", "-qq", "purge", "--yes", "afterglow")
    facts["removing, s"] = round(time.monotonic() - started, 1)
    left = [place for place in ("opt/afterglow", "usr/bin/afterglow", "usr/share/applications/afterglow.desktop")
            if os.path.lexists(system.folder / place)]  # fmt: skip
    must(not left, f"removing left {left}")
    must(kept <= {path.relative_to(system.home) for path in system.home.rglob("*")}, "removing took the user's data")
    facts["of the user's files after removing it"] = f"{len(kept)} of {len(kept)}"
    return facts


def starts_nothing(system: System) -> None:
    """The package brings nothing that runs by itself: no autostart for everybody, no service, no process."""
    listed = system.root("dpkg", "-L", "afterglow").splitlines()
    outside = [path for path in listed if re.match(r"/(etc|lib/systemd|usr/lib/systemd|var)/", path)]
    must(not outside, f"the package brings {outside}")
    running = [path for path in Path("/proc").glob("[0-9]*/exe") if "/opt/afterglow/" in _target(path)]
    must(not running, "installing started Afterglow")


def _target(link: Path) -> str:
    try:
        return str(link.readlink())
    except OSError:
        return ""


def loads_qt(system: System) -> None:
    """Every library that Qt's screens link to is there, before a desktop brings its own."""
    load = "import ctypes, pathlib, sys\nfor p in pathlib.Path(sys.prefix).rglob('plugins/*/*.so'): ctypes.CDLL(str(p))"
    first = "import ui.shell.application\n"
    system.user("/opt/afterglow/bin/python3", "-I", "-c", first + load)


def use_wheel(system: System, pictures: Path | None) -> dict[str, object]:
    (wheel,) = DIST.glob("afterglow_memory-*.whl")
    facts: dict[str, object] = {"file, MB": round(wheel.stat().st_size / 1e6, 1)}
    listed = re.search(r'^libraries="([^"]*)"', (ROOT / "packaging/bootstrap.sh").read_text(), re.MULTILINE)
    must(listed is not None, "packaging/bootstrap.sh has no list of libraries")
    facts["system packages, s"] = system.apt("python3-venv", *(listed[1].split() if listed else ()))
    house = system.folder / "tmp/wheels"
    house.mkdir()
    shutil.copy(wheel, house)
    fetch = [sys.executable, "-m", "pip", "-q", "download", "--no-deps", "--require-hashes", "--only-binary", ":all:"]
    system.root("python3", "-m", "venv", "/home/visitor/venv")
    download = [*fetch, "-r", str(ROOT / "requirements.txt"), "-d", str(house)]
    subprocess.run(download, check=True, stderr=subprocess.DEVNULL)  # here, where pip knows its index
    system.root("chown", "-R", "visitor:visitor", "/home/visitor/venv")
    started = time.monotonic()
    pip = ["/home/visitor/venv/bin/pip", "-q", "install", "--no-index", "--find-links", "/tmp/wheels"]
    system.user(*pip, f"/tmp/wheels/{wheel.name}")
    facts["pip install without a network, s"] = round(time.monotonic() - started, 1)
    facts["environment, MB"] = system.megabytes("home/visitor/venv")
    system.apt(*SCREEN)
    venv = "/home/visitor/venv/bin"
    return facts | visit(system, f"{venv}/afterglow", f"{venv}/python", pictures, "wheel")


def visit(system: System, program: str, python: str, pictures: Path | None, name: str) -> dict[str, object]:
    """What packaging/visitor.py measured; exits with what it could not do."""
    shutil.copy(ROOT / "packaging/visitor.py", system.folder / "tmp")
    try:
        said = system.user(python, "-I", "/tmp/visitor.py", program)
    finally:
        if pictures:
            pictures.mkdir(parents=True, exist_ok=True)
            for picture in (system.folder / "tmp").glob("visitor-*.png"):
                shutil.copy(picture, pictures / f"{name}-{picture.name}")
    return dict(json.loads(said.splitlines()[-1]))


def must(right: bool, wrong: str) -> None:
    if not right:
        sys.exit(f"afterglow: {wrong}")


if __name__ == "__main__":
    main()
