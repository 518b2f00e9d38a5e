"""Run the benchmarks, print a table, write build/bench.json, exit 1 when a bound does not hold."""

import sys
from pathlib import Path

from tests import bench
from tests.bench._running import main

if __name__ == "__main__":
    sys.exit(main(bench, Path("build/bench.json")))
