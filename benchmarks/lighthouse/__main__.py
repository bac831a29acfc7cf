"""Ask it: `python -m benchmarks.lighthouse`, or `make lighthouse`."""

from benchmarks.lighthouse.measuring import main

if __name__ == "__main__":
    main()
