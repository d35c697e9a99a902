"""Where a built program starts. A spawned process of it starts here as well, and is told apart first."""

import multiprocessing
import sys

if __name__ == "__main__":
    multiprocessing.freeze_support()
    from app.main import main

    sys.exit(main())
