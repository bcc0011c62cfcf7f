from pathlib import Path

import pytest

from tests.bot.answerers.claude_rig import Rig
from tests.fakes.claude import FakeClaude


@pytest.fixture
def rig(claude: FakeClaude, tmp_path: Path) -> Rig:
    return Rig(claude, tmp_path)
