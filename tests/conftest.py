"""Properties run on the same examples everywhere; `HYPOTHESIS_PROFILE=random` looks for new ones.

What cannot happen raises here, in this process and in those that tests start. None of them stands in a job of a CI, unless
a test says so: where its checkout is would be the folder that paths are told from.
"""

import os

from hypothesis import settings

from cursus_registry.faults import be_strict

os.environ["CURSUS_REGISTRY_STRICT"] = "1"
be_strict()

for top in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
    os.environ.pop(top, None)

settings.register_profile("fixed", derandomize=True)
settings.register_profile("random", print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fixed"))
