"""`python -m benchmarks.serving`."""

from benchmarks.serving.run import main

if __name__ == "__main__":
    main()
