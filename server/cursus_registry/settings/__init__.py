"""What a project can set: the file it stands in, what it says, and where exactly a mistake in it is.

It must not know any rule, nor how anything is shown. Pydantic and the TOML parsers are imported only where there is
such a file.
"""

from cursus_registry.settings.editor import (
    EditorSettings,
    HintsTable,
    LensesTable,
    ReadEditor,
    knows_any,
    normal,
    read_editor,
)
from cursus_registry.settings.find import FILE_NAME, MAX_SETTINGS_BYTES, PYPROJECT, has_settings, settings_stamps
from cursus_registry.settings.model import DEFAULTS, Settings
from cursus_registry.settings.reading import NamedCode, Problem, ReadSettings, is_left_out, read_settings

__all__ = [
    "DEFAULTS",
    "FILE_NAME",
    "MAX_SETTINGS_BYTES",
    "PYPROJECT",
    "EditorSettings",
    "HintsTable",
    "LensesTable",
    "NamedCode",
    "Problem",
    "ReadEditor",
    "ReadSettings",
    "Settings",
    "has_settings",
    "is_left_out",
    "knows_any",
    "normal",
    "read_editor",
    "read_settings",
    "settings_stamps",
]
