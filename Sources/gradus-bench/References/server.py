"""Runs one reference: server.py FILE FUNCTION THREADS. The function prepares and gives what is to be timed.

Reads a command a line: `time N` answers the seconds of one of N calls, `value` the number that one call gives,
`memory` the bytes by which the process has grown since before the preparation, at most.
"""
import gc
import importlib.util
import os
import sys
import threading
import time

file, function, threads = sys.argv[1], sys.argv[2], int(sys.argv[3])
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = str(threads)


def status(field):
    with open("/proc/self/status") as lines:
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(field))


def rest():
    """Waits until no thread of a library spins any more: it would take time from whoever is measured next."""
    own = str(threading.get_native_id())
    for _ in range(200):
        time.sleep(0.002)
        if not any(is_running(task) for task in os.listdir("/proc/self/task") if task != own):
            return


def is_running(task):
    try:
        with open(f"/proc/self/task/{task}/stat") as line:
            return line.read().rpartition(")")[2].split()[0] == "R"
    except OSError:
        return False


spec = importlib.util.spec_from_file_location("reference", file)
reference = importlib.util.module_from_spec(spec)
spec.loader.exec_module(reference)
if "torch" in sys.modules:
    sys.modules["torch"].set_num_threads(threads)
before = status("VmRSS")
step = getattr(reference, function)()
print("ready", flush=True)

for line in sys.stdin:
    command = line.split()
    if command[0] == "time":
        count = int(command[1])
        gc.collect()
        begin = time.perf_counter()
        for _ in range(count):
            step()
        seconds = (time.perf_counter() - begin) / count
        rest()
        print(seconds, flush=True)
    elif command[0] == "value":
        print(float(step()), flush=True)
    elif command[0] == "memory":
        print(status("VmHWM") - before, flush=True)
