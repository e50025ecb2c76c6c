//! The built program on a pseudo terminal, seen through a terminal emulator. Waits are for what is on the screen.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use unicode_width::UnicodeWidthStr;

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

pub struct Session {
    pub child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    input: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    parser: vt100::Parser,
    /// How many bytes the program has written, and what they say.
    pub written: usize,
    said: Vec<u8>,
}

/// What is started, and where.
pub struct Setup<'a> {
    pub home: &'a Path,
    pub program: &'a str,
    pub arguments: &'a [&'a str],
    pub environment: &'a [(&'a str, &'a str)],
    pub size: (u16, u16),
}

impl Session {
    /// Starts the program in its own home.
    pub fn poems(home: &Path, arguments: &[&str], lang: &str) -> Session {
        let program = env!("CARGO_BIN_EXE_poems");
        Session::start(&Setup { home, program, arguments, environment: &[("LANG", lang)], size: (80, 24) })
    }

    pub fn start(setup: &Setup) -> Session {
        let (columns, rows) = setup.size;
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pty = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(setup.program);
        command.args(setup.arguments);
        command.env_clear();
        command.env("PATH", std::env::var("PATH").unwrap_or_default());
        command.env("TERM", "xterm-256color");
        command.env("LANG", "en_US.UTF-8");
        command.env("HOME", setup.home);
        command.env("XDG_DATA_HOME", setup.home.join("data"));
        command.env("XDG_CONFIG_HOME", setup.home.join("config"));
        for (name, value) in setup.environment {
            command.env(name, value);
        }
        command.cwd(setup.home);
        let child = pty.slave.spawn_command(command).unwrap();
        drop(pty.slave);
        let mut reader = pty.master.try_clone_reader().unwrap();
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 8192];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                if sender.send(bytes[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        let input = pty.master.take_writer().unwrap();
        let parser = vt100::Parser::new(rows, columns, 0);
        Session { child, master: pty.master, input, output, parser, written: 0, said: Vec::new() }
    }

    pub fn send(&mut self, keys: &str) -> &mut Session {
        self.input.write_all(keys.as_bytes()).unwrap();
        self.input.flush().unwrap();
        self
    }

    /// Clicks on a text that is on the screen, as a terminal reports it: pressed and let go.
    pub fn click(&mut self, text: &str) -> &mut Session {
        self.see(text);
        let (_, columns) = self.screen().size();
        let found = self.screen().rows(0, columns).enumerate().find_map(|(row, line)| {
            let (before, _) = line.split_once(text)?;
            Some((before.width() + text.len() - text.trim_start().len() + 1, row + 1))
        });
        let (column, row) = found.unwrap_or_else(|| panic!("{text:?} is not in one row"));
        self.send(&format!("\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m"))
    }

    /// Waits until the screen shows a text.
    pub fn see(&mut self, text: &str) -> &mut Session {
        self.wait(text, |screen| screen.contents().contains(text));
        self
    }

    /// Sends keys and waits for what they lead to.
    pub fn then(&mut self, keys: &str, text: &str) -> &mut Session {
        self.send(keys).see(text)
    }

    pub fn wait(&mut self, what: &str, holds: impl Fn(&vt100::Screen) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        while !holds(self.parser.screen()) {
            match self.output.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.take(&bytes),
                Err(_) => panic!("never saw {what:?}; the screen is\n{}", self.screen().contents()),
            }
        }
    }

    /// Waits until the program has ended and all its output is here; gives its status.
    pub fn end(&mut self) -> u32 {
        let deadline = Instant::now() + PATIENCE;
        loop {
            match self.output.recv_timeout(Duration::from_millis(20)) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => {
                    assert!(Instant::now() < deadline, "it never ended; the screen is\n{}", self.screen().contents());
                }
            }
        }
        self.child.wait().unwrap().exit_code()
    }

    /// What the program writes in a while in which it should write nothing.
    pub fn quiet(&mut self, while_: Duration) -> usize {
        let before = self.written;
        let deadline = Instant::now() + while_;
        while let Ok(bytes) = self.output.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
            self.take(&bytes);
        }
        self.written - before
    }

    fn take(&mut self, bytes: &[u8]) {
        self.written += bytes.len();
        self.said.extend(bytes);
        self.parser.process(bytes);
    }

    /// All that the program has written so far.
    pub fn said(&self) -> String {
        String::from_utf8_lossy(&self.said).into_owned()
    }

    pub fn screen(&self) -> &vt100::Screen {
        self.parser.screen()
    }

    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.parser.screen_mut().set_size(rows, columns);
        self.master.resize(PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }).unwrap();
    }

    pub fn signal(&self, name: &str) {
        let id = self.child.process_id().unwrap().to_string();
        assert!(std::process::Command::new("kill").args(["-s", name, &id]).status().unwrap().success());
    }

    /// Nothing of the application is left on the terminal.
    pub fn assert_restored(&self) {
        let screen = self.screen();
        assert!(!screen.alternate_screen(), "the alternate screen was left");
        assert!(!screen.hide_cursor(), "the cursor is shown");
        assert!(!screen.bracketed_paste(), "pasting is plain again");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None, "the mouse is the terminal's again");
    }

    /// Whether lines are edited and echoed by the terminal, as a shell expects.
    pub fn is_cooked(&self) -> bool {
        self.master.get_termios().is_some_and(|termios| {
            let flags = format!("{:?}", termios.local_flags);
            flags.contains("ICANON") && flags.contains("ECHO")
        })
    }
}
