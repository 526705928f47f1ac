"""The parts of the frozen program → a software bill of materials (CycloneDX 1.6, JSON).

cyclonedx-py describes the environment that the program was frozen from; what is not truly inside is taken out, and what
came from elsewhere is put in: libraries of the system, and the search model. Checked against the format's own schema.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

from environment import Environment
from inside import Part
from project import NAME, ROOT, SUMMARY, version

_MODEL = ROOT / "resources" / "models" / "all-MiniLM-L6-v2"
_CHECK = """
import sys, pathlib
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(pathlib.Path(sys.argv[1]).read_text())
sys.exit(f"not CycloneDX: {wrong}" if wrong else 0)
"""


def write(file: Path, parts: Sequence[Part], frozen: Environment, tools: Environment, moment: int) -> None:
    """The bill, in `file`. Raises CalledProcessError where it does not keep to the format."""
    raw = file.with_suffix(".raw")
    program = str(tools.scripts / "cyclonedx-py")
    command = [program, "environment", "--output-reproducible", "--sv", "1.6", "-o", str(raw), str(frozen.python)]
    subprocess.run(command, check=True, env=os.environ | {"SOURCE_DATE_EPOCH": str(moment)})
    bill = narrowed(json.loads(raw.read_text(encoding="utf-8")), parts)
    raw.unlink()
    file.write_text(json.dumps(bill, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    tools.run("-c", _CHECK, str(file))


def narrowed(bill: dict, parts: Sequence[Part]) -> dict:
    """The bill of an environment with only what is in the program, and all of it."""
    names = {normal(part.name) for part in parts if part.source == "python"}
    kept = [each for each in bill["components"] if normal(each["name"]) in names]
    missing = names - {normal(each["name"]) for each in kept}
    if missing:
        raise ValueError(f"the bill names no {', '.join(sorted(missing))}")
    kept += [_of_system(part) for part in parts if part.source != "python"] + [_model()]
    references = {each["bom-ref"] for each in kept}
    bill["components"] = sorted(kept, key=lambda each: each["bom-ref"])
    bill["dependencies"] = [
        {"ref": each["ref"], "dependsOn": [ref for ref in each.get("dependsOn", ()) if ref in references]}
        for each in bill.get("dependencies", ())
        if each["ref"] in references
    ]
    bill["dependencies"].append({"ref": NAME, "dependsOn": sorted(references)})
    bill["metadata"]["component"] = {
        "bom-ref": NAME, "type": "application", "name": NAME, "version": version(), "description": SUMMARY,
        "licenses": [{"license": {"id": "Apache-2.0"}}],
    }  # fmt: skip
    bill["metadata"].pop("properties", None)
    return bill


def normal(name: str) -> str:
    """A name as all spellings of it have it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _of_system(part: Part) -> dict:
    packaged = part.source == "system" and part.name != "Python"
    where = f"pkg:deb/debian/{part.name}@{part.version}?distro=bookworm" if packaged else ""
    made = {"bom-ref": f"{part.source}/{part.name}", "type": "library", "name": part.name, "version": part.version}
    return made | ({"purl": where} if where else {})


def _model() -> dict:
    digest = hashlib.sha256((_MODEL / "model.onnx").read_bytes()).hexdigest()
    return {
        "bom-ref": "model/all-MiniLM-L6-v2", "type": "machine-learning-model", "name": "all-MiniLM-L6-v2",
        "licenses": [{"license": {"id": "Apache-2.0"}}], "hashes": [{"alg": "SHA-256", "content": digest}],
        "externalReferences": [
            {"type": "distribution", "url": "https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2"}
        ],
    }  # fmt: skip
