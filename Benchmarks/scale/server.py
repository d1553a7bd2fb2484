"""A throw-away PostgreSQL with the settings that tedori gives its own server; fsync stays on."""
import os
import pwd
import shutil
import subprocess
import tempfile

SETTINGS = {"listen_addresses": "", "jit": "off", "shared_buffers": "256MB", "max_wal_size": "4GB"}


class Server:
    def __init__(self, settings=None):
        self.settings = {**SETTINGS, **(settings or {})}

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="tedori-bench-")
        self.bin = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True, check=True).stdout.strip()
        self.drop = []
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
            self.drop = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]
        self.user = "postgres" if self.drop else pwd.getpwuid(os.geteuid()).pw_name
        self.data = os.path.join(self.folder, "data")
        self.logs = os.path.join(self.data, "log")  # where the server collects them, if it is told to
        self.run("initdb", "-D", self.data, "-A", "trust", "-U", self.user, "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums")
        with open(os.path.join(self.data, "postgresql.conf"), "a", encoding="utf-8") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in {**self.settings, "unix_socket_directories": self.folder}.items())
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()
        shutil.rmtree(self.folder)

    def run(self, program, *arguments):
        subprocess.run([*self.drop, os.path.join(self.bin, program), *arguments], check=True, stdout=subprocess.DEVNULL, cwd=self.folder)

    def start(self):
        self.run("pg_ctl", "-D", self.data, "-l", os.path.join(self.folder, "log"), "-w", "start")

    def stop(self):
        self.run("pg_ctl", "-D", self.data, "-m", "fast", "-w", "stop")

    def restart(self):
        """The server's own cache is empty afterwards, and as root the operating system's too. Answers which."""
        self.stop()
        if not self.drop:
            self.start()
            return "server's cache empty"
        os.sync()
        with open("/proc/sys/vm/drop_caches", "w", encoding="ascii") as caches:
            caches.write("3")
        self.start()
        return "all caches empty"

    def address(self, database):
        return f"host={self.folder} user={self.user} dbname={database}"

    def psql(self, database, *arguments, text=None):
        return subprocess.run(
            [os.path.join(self.bin, "psql"), "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", self.address(database), *arguments],
            check=True, capture_output=True, text=True, input=text).stdout
