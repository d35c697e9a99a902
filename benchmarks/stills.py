"""What a kept picture costs: bytes, CPU, and the words that can still be read from it.

python benchmarks/stills.py ../shared/corpus/workday/frames [--every 21]
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))


from base.records.picture import BgrImage, Picture
from memory.ocr.reader import PPOcrReader, packaged_reader
from memory.pictures import decoding, stills

WAYS = [("lossless", method, quality) for method, quality in ((0, 0), (1, 20), (2, 40))]
WAYS += [("lossy", method, 85) for method in (0, 2, 4)]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--every", type=int, default=21)
    chosen = options.parse_args()
    reader = packaged_reader()
    images = [decoding.load(path) for path in sorted(chosen.folder.iterdir())[:: chosen.every]]
    read = [words(reader, image) for image in images]
    for kind, method, quality in WAYS:
        start = time.process_time()
        coded = [
            stills._encode_webp(image, quality=quality, method=method, lossless=kind == "lossless") for image in images
        ]
        spent = (time.process_time() - start) / len(images)
        pictures = [stills.decode(Picture(stills.MIME, 0, 0, data)) for data in coded]
        kept = sum(sum((words(reader, p) & w).values()) for p, w in zip(pictures, read, strict=True))
        size = sum(map(len, coded)) / len(coded) / 1000
        share = kept / sum(sum(w.values()) for w in read)
        print(f"{kind} q{quality} method {method}: {size:.1f} KB, {1000 * spent:.0f} CPU ms, words kept {share:.4f}")


def words(reader: PPOcrReader, image: BgrImage) -> Counter[str]:
    reader.forget_cache()
    return Counter(word for line in reader.read(image) for word in re.findall(r"\w+", line.text.lower()))


if __name__ == "__main__":
    main()
