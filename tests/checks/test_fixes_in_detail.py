"""What each fix makes of a file, and where a rule offers none."""

import pytest

from support.fixes import check_fix, offered

FIELDS = '"sagemaker_step_type": "Processing", "description": "Does it"'
LOOK_UP = "from cursus.registry.step_names import get_config_class_name\n\nget_config_class_name"
HERE = "#- /developer_workspaces/developers/bob/src/cursus_dev/pipeline.py"

CHANGES = {
    "CUR002, the name that Cursus reads": (
        "CUR002",
        "Insert an empty LOCAL_STEPS",
        '#- alice\n"""Mine."""\n',
        '#- alice\n"""Mine."""\n\nLOCAL_STEPS = {}\n',
    ),
    "CUR002, the name that the other workspaces use": (
        "CUR002",
        "Insert an empty WORKSPACE_STEPS",
        f'#- alice\nx = 1\nWORKSPACE_METADATA = {{}}\n#- bob\nWORKSPACE_STEPS = {{"A": {{{FIELDS}}}}}\n',
        "#- alice\nx = 1\nWORKSPACE_METADATA = {}\n\nWORKSPACE_STEPS = {}\n",
    ),
    "CUR002, a core by itself": ("CUR002", "Insert an empty STEP_NAMES", "#- core\n", "#- core\nSTEP_NAMES = {}\n"),
    "CUR002, a name that is nearly right": (
        "CUR002",
        "Rename LOCAL_STEP to LOCAL_STEPS",
        "#- alice\nLOCAL_STEP: dict = {}\n",
        "#- alice\nLOCAL_STEPS: dict = {}\n",
    ),
    "CUR006": (
        "CUR006",
        "Move the entries into LOCAL_STEPS, and make WORKSPACE_STEPS its alias",
        f"""
        #- alice
        LOCAL_STEPS = {{
            "A": {{{FIELDS}}}
        }}
        WORKSPACE_STEPS: dict = {{  # older ones
            # the first
            "B": {{
                "description": "B",
            }},  # so
            "C": {{{FIELDS}}}
            # the last
        }}
        """,
        f"""
        #- alice
        LOCAL_STEPS = {{
            "A": {{{FIELDS}}},
            # older ones
            # the first
            "B": {{
                "description": "B",
            }},  # so
            "C": {{{FIELDS}}},
            # the last
        }}
        WORKSPACE_STEPS: dict = LOCAL_STEPS
        """,
    ),
    "CUR101, what follows from the name": (
        "CUR101",
        "Insert 'config_class': 'ParcelConfig'",
        """
        #- core
        STEP_NAMES = {
            'Parcel': {
                'spec_type': 'Parcel',  # so
            },
        }
        """,
        """
        #- core
        STEP_NAMES = {
            'Parcel': {
                'spec_type': 'Parcel',  # so
                'config_class': 'ParcelConfig',
            },
        }
        """,
    ),
    "CUR101, what only a person knows": (
        "CUR101",
        "Insert 'description', to be filled in",
        '#- alice\nLOCAL_STEPS = {"A": {}}\n',
        '#- alice\nLOCAL_STEPS = {"A": {"description": ""}}\n',
    ),
    "CUR102": (
        "CUR102",
        "Change to 'framework'",
        f"#- alice\nLOCAL_STEPS = {{'A': {{'framwork': 'x', {FIELDS}}}}}\n",
        f"#- alice\nLOCAL_STEPS = {{'A': {{'framework': 'x', {FIELDS}}}}}\n",
    ),
    "CUR201, an entry": (
        "CUR201",
        "Remove the earlier one",
        f"""
        #- alice
        LOCAL_STEPS = {{
            # the first
            "A": {{}},  # no
            "B": {{{FIELDS}}},
            "A": {{{FIELDS}}},
        }}
        """,
        f"""
        #- alice
        LOCAL_STEPS = {{
            "B": {{{FIELDS}}},
            "A": {{{FIELDS}}},
        }}
        """,
    ),
    "CUR201, a field": (
        "CUR201",
        "Remove the earlier one",
        '#- alice\nLOCAL_STEPS = {}\nWORKSPACE_METADATA = {"developer_id": "bob", "version": "1", "developer_id": "alice"}\n',
        '#- alice\nLOCAL_STEPS = {}\nWORKSPACE_METADATA = {"version": "1", "developer_id": "alice"}\n',
    ),
    "CUR202, where there are overrides": (
        "CUR202",
        "Move to STEP_OVERRIDES",
        f"""
        #- alice
        STEP_OVERRIDES = {{"XGBoostTraining": {{"description": "Mine"}}}}
        LOCAL_STEPS = {{"A": {{{FIELDS}}}, "Package": {{{FIELDS}}}}}
        """,
        f"""
        #- alice
        STEP_OVERRIDES = {{"XGBoostTraining": {{"description": "Mine"}},
            "Package": {{{FIELDS}}},
        }}
        LOCAL_STEPS = {{"A": {{{FIELDS}}}}}
        """,
    ),
    "CUR202, where there are none": (
        "CUR202",
        "Move to STEP_OVERRIDES",
        f"""
        #- alice
        LOCAL_STEPS = {{
            "A": {{{FIELDS}}},
            # mine
            "Package": {{
                {FIELDS}
            }}  # so
        }}

        WORKSPACE_METADATA = {{}}
        """,
        f"""
        #- alice
        LOCAL_STEPS = {{
            "A": {{{FIELDS}}},
        }}

        STEP_OVERRIDES = {{
            # mine
            "Package": {{
                {FIELDS}
            }},  # so
        }}

        WORKSPACE_METADATA = {{}}
        """,
    ),
    "CUR203, the step": (
        "CUR203",
        "Keep the step",
        f'#- alice\nLOCAL_STEPS = {{"A": {{{FIELDS}}}}}\nSTEP_OVERRIDES = {{"A": {{}}}}\n',
        f'#- alice\nLOCAL_STEPS = {{"A": {{{FIELDS}}}}}\nSTEP_OVERRIDES = {{}}\n',
    ),
    "CUR203, the override": (
        "CUR203",
        "Keep the override",
        f'#- alice\nLOCAL_STEPS = {{"Package": {{{FIELDS}}}}}\nSTEP_OVERRIDES = {{"Package": {{}}}}\n',
        '#- alice\nLOCAL_STEPS = {}\nSTEP_OVERRIDES = {"Package": {}}\n',
    ),
    "CUR205, a near name": (
        "CUR205",
        "Change to 'Package'",
        '#- alice\nSTEP_OVERRIDES = {"Pakage": {}}\n',
        '#- alice\nSTEP_OVERRIDES = {"Package": {}}\n',
    ),
    "CUR205, a step of its own": (
        "CUR205",
        "Move to the workspace's steps",
        f'#- alice\nSTEP_OVERRIDES = {{"Graphs": {{{FIELDS}}}}}\n',
        f'#- alice\nSTEP_OVERRIDES = {{}}\n\nLOCAL_STEPS = {{\n    "Graphs": {{{FIELDS}}},\n}}\n',
    ),
    "CUR301": (
        "CUR301",
        "Change to 'Package'",
        f'#- /pipelines/x.py\n{LOOK_UP}("Pakage")\n',
        f'#- /pipelines/x.py\n{LOOK_UP}("Package")\n',
    ),
    "CUR302, into a table": (
        "CUR302",
        "Copy 'Graphs' of workspace alice into workspace bob",
        f"""
        #- alice
        LOCAL_STEPS = {{
            # mine
            "Graphs": {{{FIELDS}}},
        }}
        #- bob
        WORKSPACE_STEPS = {{
        }}
        {HERE}
        from cursus.registry.step_names import get_config_class_name

        get_config_class_name("Graphs_training")
        """,
        f"""
        #- bob
        WORKSPACE_STEPS = {{
            # mine
            "Graphs": {{{FIELDS}}},
        }}
        """,
    ),
    "CUR302, in the registry itself": (
        "CUR302",
        "Copy 'Graphs' of workspace alice into workspace bob",
        f'#- alice\nWORKSPACE_STEPS = {{"Graphs": {{{FIELDS}}}}}\n#- bob\n{LOOK_UP}("Graphs")\n',
        f'#- bob\n{LOOK_UP}("Graphs")\n\nWORKSPACE_STEPS = {{\n    "Graphs": {{{FIELDS}}},\n}}\n',
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_a_fix_makes_of_the_files(name):
    check_fix(*CHANGES[name])


ALICE_AND_BOB = f'#- alice\nLOCAL_STEPS = {{"Graphs": {{{FIELDS}}}}}\n#- bob\nLOCAL_STEPS = {{}}\n'
OFFERS = {
    "CUR002, a name that is used": ("CUR002", "#- alice\nLOCAL_STEP = {}\nx = LOCAL_STEP\n", []),
    "CUR002, a core whose workspaces would be blamed": ("CUR002", "#- core\n#- alice\nLOCAL_STEPS = {}\n", []),
    "CUR006, a name in both": ("CUR006", '#- alice\nLOCAL_STEPS = {"A": {}}\nWORKSPACE_STEPS = {"A": {}}\n', []),
    "CUR006, a constant": ("CUR006", '#- alice\nLOCAL_STEPS = {"A": {}}\nWORKSPACE_STEPS = {"B": {"x": [X]}}\n', []),
    "CUR006, what cannot be read": (
        "CUR006",
        '#- alice\nLOCAL_STEPS = {"A": {}}\nWORKSPACE_STEPS = {"B": {}, **more()}\n',
        [],
    ),
    "CUR101": (
        "CUR101",
        '#- alice\nLOCAL_STEPS = {"A": {}}\n',
        [
            ("Insert 'description', to be filled in", "manual"),
            ("Insert 'sagemaker_step_type', to be filled in", "manual"),
        ],
    ),
    "CUR102, the wrong type": ("CUR102", f'#- alice\nLOCAL_STEPS = {{"A": {{"job_type": "x", {FIELDS}}}}}\n', []),
    "CUR102, the wrong type in the metadata": (
        "CUR102",
        '#- alice\nLOCAL_STEPS = {}\nWORKSPACE_METADATA = {"dependencie": "x"}\n',
        [],
    ),
    "CUR202, an override is there": (
        "CUR202",
        f'#- alice\nLOCAL_STEPS = {{"Package": {{{FIELDS}}}}}\nSTEP_OVERRIDES = {{"Package": {{}}}}\n',
        [],
    ),
    "CUR202, twice": ("CUR202", f'#- alice\nLOCAL_STEPS = {{"Package": {{{FIELDS}}}, "Package": {{{FIELDS}}}}}\n', []),
    "CUR202, more than is known": ("CUR202", '#- alice\nLOCAL_STEPS = {"Package": {**x}}\n', []),
    "CUR202, a constant": ("CUR202", '#- alice\nLOCAL_STEPS = {"Package": {"framework": X}}\n', []),
    "CUR202, overrides that only running could tell": (
        "CUR202",
        f'#- alice\nLOCAL_STEPS = {{"Package": {{{FIELDS}}}}}\nSTEP_OVERRIDES = make()\n',
        [],
    ),
    "CUR202, a broken file without overrides": (
        "CUR202",
        f'#- alice\nLOCAL_STEPS = {{"Package": {{{FIELDS}}}}}\nx = (\n',
        [],
    ),
    "CUR203, nothing to override": (
        "CUR203",
        f'#- alice\nLOCAL_STEPS = {{"A": {{{FIELDS}}}}}\nSTEP_OVERRIDES = {{"A": {{}}}}\n',
        [("Keep the step", "manual")],
    ),
    "CUR203": (
        "CUR203",
        f'#- alice\nLOCAL_STEPS = {{"Package": {{{FIELDS}}}}}\nSTEP_OVERRIDES = {{"Package": {{}}}}\n',
        [("Keep the step", "manual"), ("Keep the override", "manual")],
    ),
    "CUR205, a choice": (
        "CUR205",
        f'#- alice\nSTEP_OVERRIDES = {{"Pakage": {{{FIELDS}}}}}\n',
        [("Change to 'Package'", "manual"), ("Move to the workspace's steps", "manual")],
    ),
    "CUR205, too little for a step": ("CUR205", '#- alice\nSTEP_OVERRIDES = {"Graphs": {"description": "x"}}\n', []),
    "CUR205, the near name is taken": ("CUR205", '#- alice\nSTEP_OVERRIDES = {"Pakage": {}, "Package": {}}\n', []),
    "CUR209, the other name is taken": (
        "CUR209",
        f'#- alice\nLOCAL_STEPS = {{"Graphs": {{{FIELDS}}}, "graphs": {{{FIELDS}}}}}\n',
        [],
    ),
    "CUR209": (
        "CUR209",
        f'#- alice\nLOCAL_STEPS = {{"PackAge": {{{FIELDS}}}}}\n',
        [("Change to 'Package'", "unsafe")],
    ),
    "CUR214, an override stands on the name": (
        "CUR214",
        f'#- alice\nLOCAL_STEPS = {{"XGBoostTrainng": {{{FIELDS}}}}}\nSTEP_OVERRIDES = {{"XGBoostTrainng": {{}}}}\n',
        [],
    ),
    "CUR301, a choice": (
        "CUR301",
        f'#- alice\nLOCAL_STEPS = {{"Packages": {{{FIELDS}}}}}\n#- /developer_workspaces/developers/alice/x.py\n{LOOK_UP}("Packagee")\n',
        [("Change to 'Package'", "manual"), ("Change to 'Packages'", "manual")],
    ),
    "CUR302, in no workspace": ("CUR302", f'{ALICE_AND_BOB}#- /pipelines/x.py\n{LOOK_UP}("Graphs")\n', []),
    "CUR302, a choice": (
        "CUR302",
        f'{ALICE_AND_BOB}#- carol\nLOCAL_STEPS = {{"Graphs": {{{FIELDS}}}}}\n{HERE}\n{LOOK_UP}("Graphs")\n',
        [(f"Copy 'Graphs' of workspace {name} into workspace bob", "manual") for name in ("alice", "carol")],
    ),
    "CUR302, an entry with faults": (
        "CUR302",
        f'{ALICE_AND_BOB.replace("Processing", "Odd")}{HERE}\n{LOOK_UP}("Graphs")\n',
        [],
    ),
    "CUR401, another workspace claims the name": (
        "CUR401",
        '#- alice\nLOCAL_STEPS = {}\nWORKSPACE_METADATA = {"developer_id": "alicia"}\n'
        '#- bob\nLOCAL_STEPS = {}\nWORKSPACE_METADATA = {"developer_id": "alice"}\n',
        [("Change to 'bob'", "safe")],
    ),
    "CUR501": ("CUR501", f'#- alice\nLOCAL_STEPS = {{"gra" "phs": {{{FIELDS}}}}}\n', []),
}


@pytest.mark.parametrize("name", OFFERS)
def test_which_fixes_are_offered(name):
    code, text, expected = OFFERS[name]
    assert offered(code, text) == expected
