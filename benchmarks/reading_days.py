"""What a line cache kept from one day to the next would save: each day read by a fresh reader, with and without it.

python benchmarks/reading_days.py ../shared/corpus/workday
"""

from __future__ import annotations

import argparse
import sys
from itertools import groupby
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))


from benchmarks.reading import Cost, Networks, records
from memory.ocr.reader import PPOcrReader, RecognitionCache
from memory.ocr.recognition import TextRecognizer
from memory.pictures import decoding


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("corpus", type=Path)
    options.add_argument("--threads", type=int, default=2)
    chosen = options.parse_args()
    networks = Networks(chosen.threads)
    kept = RecognitionCache(networks.recognizer)
    print("| day | frames | CPU s, fresh | with earlier lines | saved | lines, fresh | with earlier lines |")
    print("|---|---|---|---|---|---|---|")
    for day, frames in groupby(records(chosen.corpus, 0, 10_000), key=lambda record: str(record["ts"])[:10]):
        files = [chosen.corpus / str(record["file"]) for record in frames]
        fresh, helped = (cost_of(files, networks, recognizer) for recognizer in (networks.recognizer, kept))
        saved = 1 - helped.cpu / fresh.cpu
        lines = f"{fresh.fast} + {fresh.careful} | {helped.fast} + {helped.careful}"
        print(f"| {day} | {len(files)} | {fresh.cpu:.1f} | {helped.cpu:.1f} | {saved:.0%} | {lines} |")


def cost_of(files: list[Path], networks: Networks, recognizer: TextRecognizer) -> Cost:
    reader = PPOcrReader(detector=networks.detector, recognizer=recognizer, name="day")
    cost = Cost()
    for file in files:
        image = decoding.load(file)
        before = networks.spent()
        reader.read(image)
        cost.add(before, networks.spent())
    return cost


if __name__ == "__main__":
    main()
