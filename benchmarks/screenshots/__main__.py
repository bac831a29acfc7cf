"""Take the pictures: `python -m benchmarks.screenshots`, or `make screenshots`."""

from benchmarks.screenshots.taking import main

if __name__ == "__main__":
    main()
