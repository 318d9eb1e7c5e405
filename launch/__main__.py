"""`python -m launch VERB …`, called by `./run` once the environment is ready."""

import importlib
import os
import sys

from launch.home import ROOT
from launch.trouble import Trouble


def main() -> int:
    verb, arguments = sys.argv[1], sys.argv[2:]
    if verb != "manage":  # a command may be given files by a path relative to where the person stands
        os.chdir(ROOT)
    try:
        # Only the module of the verb: `serve` must not need what only `test` has.
        return int(importlib.import_module(f"launch.{verb}").main(arguments))
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
