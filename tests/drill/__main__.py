"""Run the drills: let go wrong what can, print a table, write build/drill.json, exit 1 when anything is lost."""

import sys
from pathlib import Path

from tests import drill
from tests.bench._running import main

if __name__ == "__main__":
    sys.exit(main(drill, Path("build/drill.json")))
