"""All rules, by code. A new rule is a module and a line here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from cursus_registry.checks.model import Rule
from cursus_registry.checks.rules import (
    duplicate_builder,
    duplicate_developer_id,
    duplicate_name,
    empty_value,
    entry_not_a_mapping,
    file_skipped,
    invalid_characters,
    invalid_setting,
    legacy_name,
    missing_field,
    missing_table,
    misspelt_field,
    name_not_pascal_case,
    near_duplicate_name,
    near_miss_name,
    non_string_name,
    not_static,
    override_without_base,
    shadows_core,
    step_and_override,
    step_not_visible,
    syntax_error,
    two_workspace_tables,
    unknown_code,
    unknown_sagemaker_type,
    unknown_step,
    workspace_collision,
    workspace_id_mismatch,
    wrong_type,
)

_MODULES = (
    *(
        duplicate_builder,
        duplicate_developer_id,
        duplicate_name,
        empty_value,
        entry_not_a_mapping,
        file_skipped,
    ),
    *(invalid_characters, legacy_name, misspelt_field, missing_field, missing_table, name_not_pascal_case),
    *(near_duplicate_name, near_miss_name, non_string_name, not_static, override_without_base, shadows_core),
    *(step_and_override, step_not_visible, syntax_error, two_workspace_tables, unknown_sagemaker_type),
    *(unknown_step, workspace_collision, workspace_id_mismatch, wrong_type),
    *(invalid_setting, unknown_code),
)

RULES: Mapping[str, Rule] = {
    rule.CODE: rule for rule in sorted((cast("Rule", module) for module in _MODULES), key=lambda rule: rule.CODE)
}
HOME = "https://github.com/cursus-registry/cursus-registry"
DOCUMENTATION = f"{HOME}/blob/main/docs/rules"


def url_of(code: str) -> str:
    """Where the page of a rule is."""
    return f"{DOCUMENTATION}/{code}.md"
