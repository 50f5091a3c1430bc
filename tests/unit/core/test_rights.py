"""Which licences let an article be copied in bulk."""

import pytest
from dossier.core.rights import reserves_all_rights


@pytest.mark.parametrize(
    "licence",
    [
        "All rights reserved",
        "© 2025 The Paper. ALL RIGHTS RESERVED.",
        "Copyright The Paper 2025; all rights are reserved",
        "The publisher reserves all rights.",
        "Alle Rechte vorbehalten",
        "Tous droits réservés",
        "Todos los derechos reservados",
        "© 2025 The Paper",
        "Copyright © The Paper",
        "(c) The Paper Ltd",
    ],
)
def test_all_rights_may_be_reserved(licence: str) -> None:
    assert reserves_all_rights(licence)


@pytest.mark.parametrize(
    "licence",
    [
        "CC BY 4.0",
        "© The Paper, CC BY-SA 4.0",
        "Copyright 2025 The Paper; may be copied with attribution",
        "© Crown copyright 2025, Open Government Licence v3.0",
        "Some rights reserved",
        "Public domain",
        "Copyrighted Free Use",
        "https://creativecommons.org/licenses/by/4.0/",
    ],
)
def test_else_words_may_be_copied(licence: str) -> None:
    assert not reserves_all_rights(licence)
