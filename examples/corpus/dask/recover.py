#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""recover.py FIGURES DATA: all figures below the folder FIGURES, with Dask over the module unweave.

Fields go into archives of NumPy, a few hundred in each, since file systems dislike many small files;
summary.jsonl says for each figure where its field is."""
import hashlib
import json
import os
import pathlib
import sys

import dask
import numpy as np
import unweave

EACH = 25  # figures an archive


def recover(number, figures, data):
    """One archive and its lines; both appear when they are whole, so that what is there is done."""
    lines, fields = data / f"part-{number:06}.jsonl", data / f"part-{number:06}.npz"
    if lines.exists():
        return
    found, said = {}, []
    for figure in figures:
        name = hashlib.sha256(figure.read_bytes()).hexdigest()
        line = {"figure": str(figure), "sha256": name, "status": "ok", "archive": fields.name}
        try:
            field = unweave.recover(figure, threads=1)
            found[name] = field["value"].values
            line["range"] = field.unweave.report["range"]
        except unweave.Error as error:
            line.update(status="refused", reason=type(error).__name__, message=str(error), archive=None)
        said.append(json.dumps(line) + "\n")
    for path, write in ((fields, lambda file: np.savez_compressed(file, **found)),
                        (lines, lambda file: file.write("".join(said).encode()))):
        with open(f"{path}.new", "wb") as file:
            write(file)
        os.replace(f"{path}.new", path)


def main():
    figures, data = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    data.mkdir(parents=True, exist_ok=True)
    every = sorted(figures.rglob("*.png"))
    parts = [dask.delayed(recover)(i // EACH, every[i:i + EACH], data)
             for i in range(0, len(every), EACH)]
    dask.compute(*parts, scheduler="processes")
    with open(data / "summary.jsonl", "w", encoding="utf-8") as summary:
        for part in sorted(data.glob("part-*.jsonl")):
            summary.write(part.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
