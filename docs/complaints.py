"""The page docs/complaints.md: what users of language servers complain of most, and the tests that it is not so here.

A test is named by its module below `tests/` and its function; one that there is not stops the generation.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

TESTS = Path(__file__).resolve().parent.parent / "tests"


class Complaint(NamedTuple):
    """What people say, and the tests that show that it cannot be said of this server."""

    words: str
    tests: tuple[str, ...]


COMPLAINTS = (
    Complaint(
        "It started with the wrong interpreter, or not at all, and said nothing",
        (
            "e2e/test_configuration.py::test_the_interpreter_is_looked_beside_and_never_run",
            "e2e/test_configuration.py::test_a_repository_names_no_interpreter",
            "e2e/test_protocol_stdio.py::test_without_input_or_output_it_says_so",
            "e2e/test_commands.py::test_the_status",
        ),
    ),
    Complaint(
        "It ran my project's code",
        (
            "e2e/test_traced.py::test_the_server",
            "e2e/test_traced.py::test_the_command",
            "e2e/test_hostile_project.py::test_the_server_runs_nothing_either",
            "e2e/test_hostile_project.py::test_what_looks_outside_runs_nothing_and_does_not_even_try_to",
        ),
    ),
    Complaint(
        "“Unknown name” on names that exist",
        (
            "resolution/test_resolve.py::test_what_could_be_hidden_is_unknown_not_missing",
            "resolution/test_resolve.py::test_without_a_core_nothing_is_missing",
            "project/test_project.py::test_a_folder_that_cannot_be_listed_keeps_lookups_silent",
            "index/test_callee.py::test_cannot_tell_means_no",
        ),
    ),
    Complaint(
        "Collisions that are legal, with no way to say so",
        (
            "checks/test_names_in_detail.py::test_the_details_of_a_rule",
            "resolution/test_strategies.py::test_a_pin_means_nothing_to_the_other_strategies",
            "checks/test_silence_in_detail.py::test_comments_silence_what_starts_on_their_line",
            "lsp/test_commands.py::test_a_pin_is_one_edit_of_the_settings_that_are_open",
        ),
    ),
    Complaint(
        "Diagnostics stay until I edit again",
        (
            "e2e/test_fresh.py::test_a_file_is_saved_deleted_renamed",
            "e2e/test_fresh.py::test_another_branch_is_checked_out",
            "e2e/test_fresh.py::test_a_sibling_workspace_is_edited",
            "e2e/test_fresh.py::test_a_tree_is_moved",
            "lsp/test_publish.py::test_what_is_gone_gets_an_empty_list_once",
        ),
    ),
    Complaint(
        "Everything in `.venv` is reported",
        (
            "project/test_project.py::test_nothing_is_read_in_foreign_folders",
            "project/test_sources.py::test_a_core_that_is_installed",
        ),
    ),
    Complaint(
        "It only works when the project is the folder that is opened, and alone",
        (
            "e2e/test_folders.py::test_a_file_finds_its_project_upward",
            "e2e/test_folders.py::test_a_folder_inside_a_project_finds_it",
            "e2e/test_folders.py::test_several_projects_in_one_folder",
            "e2e/test_folders.py::test_a_single_file_without_any_folder",
            "e2e/test_folders.py::test_a_folder_comes_and_goes",
        ),
    ),
    Complaint(
        "It takes a part of a name for the name",
        (
            "resolution/test_resolve.py::test_a_longer_name_is_not_a_shorter_one_with_a_suffix",
            "features/test_references_in_strings.py::test_references_p11_of_the_core_and_of_a_workspaces_own",
            "e2e/test_rename.py::test_the_range_is_the_name_alone",
        ),
    ),
    Complaint(
        "A renaming misses a place",
        (
            "features/test_rename.py::test_rename_from_every_place_is_the_same",
            "features/test_rename_refused.py::test_rename_does_not_miss_a_place_in_a_text_that_is_half_typed",
            "features/test_rename.py::test_rename_p11_other_strings_are_a_group_that_is_asked_about",
            "lsp/test_every_place.py::test_what_is_answered_is_what_the_table_says",
        ),
    ),
    Complaint(
        "It breaks go-to-definition for all of Python",
        (
            "lsp/test_quiet_places.py::test_nothing_is_answered_where_nothing_is_ours",
            "e2e/test_quiet.py::test_nothing_is_said_of_a_file_without_step_names",
            "features/test_asking_places.py::test_definition_p10_class_is_left_to_others",
        ),
    ),
    Complaint(
        "It fails without a reason, or starts again in secret",
        (
            "lsp/test_protocol.py::test_an_answer_that_fails_is_told_in_a_line_and_logged_at_length",
            "e2e/test_configuration.py::test_a_mistake_is_told_once_and_keeps_the_last_good_value",
            "e2e/test_protocol_life.py::test_a_signal_ends_it_without_a_traceback",
            "lsp/test_worker.py::test_what_fails_is_ended_told_once_and_left_alone",
        ),
    ),
    Complaint(
        "Editor and CI disagree",
        (
            "e2e/test_same_answers.py::test_the_editor_and_the_terminal_agree",
            "lsp/test_code_action.py::test_all_fixes_of_a_file_are_those_of_the_command",
            "facts/test_properties.py::test_after_any_edits_a_text_says_what_it_says_on_a_cold_start",
        ),
    ),
    Complaint(
        "Seconds to start, a busy processor on every key, lint on half-typed text",
        (
            "lsp/test_greeting.py::test_the_early_reply_needs_nothing_of_the_protocols_classes",
            "project/test_project.py::test_typing_in_a_body_reaches_no_other_file",
            "lsp/test_lane.py::test_a_job_waits_when_something_more_urgent_comes",
            "lsp/test_step_files.py::test_diagnostics_p6_of_half_typed_text",
        ),
    ),
    Complaint(
        "Windows and percent-encoded URIs, columns in UTF-16, squiggles to the end of the file",
        (
            "files/test_uris.py::test_written_as_other_programs_write_it",
            "e2e/test_folders.py::test_a_uri_may_be_written_in_several_ways",
            "lsp/test_places_and_positions.py::test_hover_and_all_others_know_the_place",
            "checks/test_ranges.py::test_in_half_typed_text",
        ),
    ),
    Complaint(
        "Memory that only grows",
        (
            "lsp/test_long_sessions.py::test_what_is_typed_asked_and_closed_is_not_kept",
            "lsp/test_outside.py::test_what_is_kept_has_a_bound",
        ),
    ),
)


def page() -> str:
    """The page. Raises ValueError if a test is not there."""
    if missing := [test for complaint in COMPLAINTS for test in complaint.tests if not is_there(test)]:
        raise ValueError(f"no such test: {', '.join(missing)}")
    lines = [
        "# What people complain of",
        "",
        "What users of language servers complain of most, and the tests (below `tests/`) that it is not so here. How",
        "much memory and time is used is measured, too: `bench/run.py`, and `bench/soak.py` for long sessions.",
        "",
        "| complaint | tests |",
        "|---|---|",
    ]
    lines += [f"| {one.words} | {', '.join(f'`{test}`' for test in one.tests)} |" for one in COMPLAINTS]
    return "\n".join(lines) + "\n"


def is_there(test: str) -> bool:
    """Whether there is a test of that name."""
    module, _, name = test.partition("::")
    path = TESTS / module
    pattern = rf"^(?:async )?def {re.escape(name)}\("
    return path.is_file() and re.search(pattern, path.read_text(encoding="utf-8"), re.MULTILINE) is not None
