"""The language of a text, from the cases in languages.yml; and when the model is asked."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from dossier.language.identification import identify_language
from support.project import ROOT

CASES = yaml.safe_load((Path(__file__).parent / "languages.yml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['is']} {case['text'][:20]}")
def test_the_language_of_a_text(case: dict[str, str]) -> None:
    assert identify_language(case["text"]) == case["is"]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("The ministers met in the harbour and spoke of the price of rice. " * 9, False),
        ("அமைச்சர்கள் துறைமுகத்தில் சந்தித்தனர்.", False),
        ("मंत्री बंदरगाह पर मिले और चावल की कीमत पर बात की।", True),
    ],
)
def test_the_model_is_loaded_only_in_doubt(text: str, asked: bool) -> None:
    """To load it takes a second, which a dossier in English is to be spared."""
    script = (
        "import sys; from dossier.language.identification import identify_language;"
        "identify_language(sys.argv[1]); print('numpy' in sys.modules)"
    )
    command = [sys.executable, "-c", script, text]
    environment = {"PYTHONPATH": str(ROOT / "hooks"), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == str(asked)
