"""A small project on the disk, and a manager of it."""

import pytest

from cursus_registry.api.manager import UnifiedRegistryManager
from support.editor import write_fixture
from support.registration import PROJECT


@pytest.fixture
def project(tmp_path):
    write_fixture(tmp_path, PROJECT)
    return tmp_path


@pytest.fixture
def manager(project):
    with UnifiedRegistryManager(project=project) as made:
        yield made
