# Two commands for a newcomer: `make run`, `make test`. Both do all the set-up themselves (packaging/bootstrap.sh).

PYTHON ?= python3
export PYTHON
CORPUS ?= ../shared/corpus

.PHONY: help run demo test lint format test-clip bench golden translations wheel packages chroot pictures lock clean

help:           ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 12

run:            ## start Afterglow; where there is no display, show the sample day instead
	@sh packaging/bootstrap.sh run
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname -s)" = Darwin ]; then exec .venv/bin/afterglow; else \
	    echo "There is no display here, so this is the demo: a sample day, replayed through the real pipeline."; \
	    exec .venv/bin/afterglow demo; fi

demo:           ## the sample day through the real pipeline
	@sh packaging/bootstrap.sh run
	@.venv/bin/afterglow demo

test:           ## everything that must hold before a change lands
	@sh packaging/bootstrap.sh test
	@sh packaging/check.sh

lint:           ## the checks of `make test` that need no run of the program
	@sh packaging/bootstrap.sh test
	@sh packaging/check.sh lint

format:         ## let ruff put the code in order
	@sh packaging/bootstrap.sh test
	@.venv/bin/ruff check --fix . && .venv/bin/ruff format .

test-clip:      ## the tests of the clip extra, in an environment of its own (several GB)
	@sh packaging/bootstrap.sh test
	@sh packaging/clip.sh

bench:          ## the measurements behind docs/benchmarks.md, three hours (ONLY=NAME,... some of them; CORPUS=DIR)
	@sh packaging/bootstrap.sh test
	@nice .venv/bin/python benchmarks/all.py --corpus $(CORPUS) $(if $(ONLY),--only $(ONLY))

golden:         ## accept what the windows look like now; look at the pictures before you commit them
	@sh packaging/bootstrap.sh test
	@QT_QPA_PLATFORM=offscreen .venv/bin/python -m pytest tests/ui --accept-golden

translations:   ## collect the window's texts for translation, and build the translated ones in
	@sh packaging/bootstrap.sh test
	@.venv/bin/python packaging/translations.py --compile

wheel:          ## build dist/*.whl, which `pip install` turns into a working program anywhere
	@sh packaging/bootstrap.sh run
	@.venv/bin/python packaging/build_wheel.py

packages: wheel ## build dist/: the wheel, a .deb, an AppImage, the SBOM and checksums (docs/packages.md)
	@sh packaging/packages.sh

chroot:         ## install the .deb and the wheel of dist/ in clean Debian systems and use them there (as root)
	@$(PYTHON) packaging/chroot.py

pictures:       ## make the pictures of README.md and docs/ from the sample day, in the real window under Xvfb
	@sh packaging/bootstrap.sh test
	@.venv/bin/python packaging/pictures.py

lock:           ## pin the newest dependencies that pyproject.toml allows
	@sh packaging/bootstrap.sh test
	@.venv/bin/python packaging/lock.py

clean:          ## remove everything that was made here, the environments too
	rm -rf .venv .venv-clip .venv-packages build dist *.egg-info .coverage htmlcov .pytest_cache .mypy_cache .ruff_cache .hypothesis
	rm -rf .import_linter_cache
	rm -f memory/weights/*.onnx memory/weights/*.json memory/weights/*.safetensors
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
