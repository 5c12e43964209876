"""All rules, by code. A new rule is a module and a line here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from cursus_registry.checks.model import OFF, Rule
from cursus_registry.checks.rules import (
    builder_not_found,
    builder_suffix,
    config_class_not_found,
    config_suffix,
    config_type_mismatch,
    confusable_name,
    contradicting_core,
    derived_field,
    duplicate_builder,
    duplicate_config_class,
    duplicate_developer_id,
    duplicate_name,
    duplicate_spec_type,
    empty_value,
    entry_not_a_mapping,
    file_skipped,
    invalid_characters,
    invalid_dependency,
    invalid_metadata,
    invalid_setting,
    invalid_version,
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
    pack_shadows_core,
    redundant_override,
    repeated_item,
    shadows_core,
    spec_type_differs,
    step_and_override,
    step_not_visible,
    syntax_error,
    two_workspace_tables,
    undeclared_node,
    unknown_code,
    unknown_sagemaker_type,
    unknown_step,
    unknown_strategy,
    unread_table,
    unresolved_conflict,
    unsafe_yaml,
    unused_step,
    unused_suppression,
    workspace_collision,
    workspace_id_mismatch,
    wrong_type,
)

_MODULES = (
    *(builder_not_found, builder_suffix, config_class_not_found, config_suffix, confusable_name),
    *(config_type_mismatch, undeclared_node, unused_step),
    *(contradicting_core, derived_field, duplicate_builder, duplicate_config_class, duplicate_developer_id),
    *(duplicate_name, duplicate_spec_type, empty_value, entry_not_a_mapping, file_skipped),
    *(invalid_characters, invalid_dependency, invalid_metadata, invalid_setting, invalid_version),
    *(legacy_name, missing_field, missing_table, misspelt_field, name_not_pascal_case),
    *(near_duplicate_name, near_miss_name, non_string_name, not_static, override_without_base),
    *(pack_shadows_core, redundant_override, repeated_item, shadows_core, spec_type_differs),
    *(step_and_override, step_not_visible, syntax_error, two_workspace_tables, unknown_code),
    *(unknown_sagemaker_type, unknown_step, unknown_strategy, unread_table, unresolved_conflict),
    *(unsafe_yaml, unused_suppression, workspace_collision, workspace_id_mismatch, wrong_type),
)

RULES: Mapping[str, Rule] = {
    rule.CODE: rule for rule in sorted((cast("Rule", module) for module in _MODULES), key=lambda rule: rule.CODE)
}
HOME = "https://github.com/cursus-registry/cursus-registry"
DOCUMENTATION = f"{HOME}/blob/main/docs/rules"


def severity_label(rule: Rule) -> str:
    """The severity that a rule has where the settings say nothing: a word, `off` among them."""
    return "off" if rule.CODE in OFF else rule.SEVERITY.label


def url_of(code: str) -> str:
    """Where the page of a rule is."""
    return f"{DOCUMENTATION}/{code}.md"
