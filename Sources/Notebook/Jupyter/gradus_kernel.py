"""Gradus in Jupyter: cells go to `gradus kernel` as lines of JSON, and its answers come back.

Needs ipykernel. `gradus kernel --install-jupyter` puts this file where Jupyter looks for kernels.
"""

import json
import os
import re
import signal
import subprocess

from ipykernel.kernelapp import IPKernelApp
from ipykernel.kernelbase import Kernel


class GradusKernel(Kernel):
    implementation = "gradus"
    implementation_version = "1"
    language_info = {
        "name": "gradus",
        "mimetype": "text/x-gradus",
        "file_extension": ".gradus",
        "pygments_lexer": "python",
        "codemirror_mode": "python",
    }
    banner = "Gradus: machine learning, step by step"

    def __init__(self, **options):
        super().__init__(**options)
        self.number = 0
        self.start_gradus()

    def start_gradus(self):
        # A session of its own: Jupyter's interrupt goes to this process, which passes it on in words.
        self.gradus = subprocess.Popen(
            [os.environ.get("GRADUS", "gradus"), "kernel"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True)

    def send(self, request):
        self.gradus.stdin.write(json.dumps(request).encode() + b"\n")
        self.gradus.stdin.flush()

    def ask(self, request, show=None):
        """The answer to a request; pieces that come before it go to `show`. None when Gradus has ended."""
        self.number += 1
        number = self.number
        try:
            self.send({"id": number, **request})
            for line in self.gradus.stdout:
                answer = json.loads(line)
                # Answers to interrupts have no number, and nobody waits for them.
                if answer.get("id") != number:
                    continue
                if "piece" not in answer:
                    return answer
                if show:
                    show(answer["piece"])
        except BrokenPipeError:
            pass
        return None

    # Running

    def do_execute(self, code, silent, store_history=True, user_expressions=None, allow_stdin=False, **_):
        show = None if silent else self.show
        before = self.take_interrupts()
        try:
            answer = self.ask({"code": code, "rich": True, "stream": True}, show)
        finally:
            self.give_back(before)
        if answer is None:
            self.start_gradus()
            return self.failure("ended", "Gradus ended and was started anew: its variables are gone", [], silent)
        if answer["ok"]:
            return {
                "status": "ok", "execution_count": self.execution_count, "payload": [], "user_expressions": {}}
        error = answer["error"]
        lines = error.get("text", error["message"]).split("\n")
        return self.failure(error.get("code", error["kind"]), error["message"], lines, silent)

    def failure(self, name, value, lines, silent):
        content = {"ename": name, "evalue": value, "traceback": lines or [value]}
        if not silent:
            self.send_response(self.iopub_socket, "error", content)
        return {"status": "error", "execution_count": self.execution_count, **content}

    def show(self, piece):
        if not piece.get("isValue"):
            self.send_response(self.iopub_socket, "stream", {"name": "stdout", "text": piece["text"]})
            return
        data = {"text/plain": piece["text"]}
        if "svg" in piece:
            data["image/svg+xml"] = piece["svg"]
        content = {"data": data, "metadata": {}}
        if piece.get("isResult"):
            content["execution_count"] = self.execution_count
        kind = "execute_result" if piece.get("isResult") else "display_data"
        self.send_response(self.iopub_socket, kind, content)

    def take_interrupts(self):
        """While a cell runs, an interrupt is a request to Gradus."""
        try:
            return signal.signal(signal.SIGINT, lambda *_: self.send({"interrupt": True}))
        except ValueError:  # not the main thread
            return None

    def give_back(self, before):
        if before is not None:
            signal.signal(signal.SIGINT, before)

    # Looking things up

    def do_complete(self, code, cursor_pos):
        answer = self.ask({"complete": code, "cursor": cursor_pos}) or {}
        matches = [match["text"] for match in answer.get("matches", [])]
        return {
            "status": "ok", "matches": matches, "metadata": {},
            "cursor_start": answer.get("start", cursor_pos), "cursor_end": cursor_pos}

    def do_inspect(self, code, cursor_pos, detail_level=0, omit_sections=()):
        before = re.search(r"\w*$", code[:cursor_pos]).group()
        name = before + re.match(r"\w*", code[cursor_pos:]).group()
        answer = self.ask({"help": name}) if name else None
        text = (answer or {}).get("help")
        return {
            "status": "ok", "found": text is not None, "metadata": {},
            "data": {"text/plain": text} if text else {}}

    def do_is_complete(self, code):
        answer = self.ask({"incomplete": code}) or {}
        if answer.get("incomplete"):
            return {"status": "incomplete", "indent": "  "}
        return {"status": "complete"}

    def do_shutdown(self, restart):
        try:
            self.gradus.stdin.close()
            self.gradus.wait(timeout=2)
        except (OSError, subprocess.TimeoutExpired):
            self.gradus.kill()
        return {"status": "ok", "restart": restart}


if __name__ == "__main__":
    IPKernelApp.launch_instance(kernel_class=GradusKernel)
