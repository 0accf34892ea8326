//! What numbers in logs mean: lengths that are text of another protocol, exit codes, class file versions.

/// What the first four bytes of a foreign protocol were, when a server took them for a length:
/// `1195725856` is `GET `.
pub fn protocol(number: &str) -> Option<String> {
    let number: i64 = number.trim().parse().ok()?;
    let bytes =
        u32::try_from(number).ok().or_else(|| i32::try_from(number).ok().map(|signed| signed as u32))?.to_be_bytes();
    let known = match &bytes {
        b"GET " | b"POST" | b"PUT " | b"HEAD" | b"OPTI" | b"DELE" | b"PRI " | b"CONN" => Some("an HTTP request"),
        b"HTTP" => Some("an HTTP answer"),
        b"HELP" | b"\r\n\r\n" | b"\n\n\n\n" => Some("a port scanner or a person with telnet"),
        b"SSH-" => Some("an SSH client"),
        b"EHLO" | b"HELO" => Some("a mail client"),
        b"ruok" | b"mntr" | b"stat" | b"srvr" | b"conf" | b"envi" | b"dump" | b"cons" | b"isro" | b"wchs" => {
            Some("a ZooKeeper four-letter command")
        }
        [0x16, 0x03, 0..=4, _] => Some("a TLS handshake"),
        [0x12, b'a', b'p', b'a'] => Some("a Kafka client (ApiVersions of apache-kafka-java)"),
        [0, 0, 0, _] => None,
        _ => None,
    };
    let text: String =
        bytes.iter().map(|&byte| if (0x20..0x7f).contains(&byte) { char::from(byte) } else { '·' }).collect();
    match known {
        Some(what) if text.contains('·') => Some(what.to_owned()),
        Some(what) => Some(format!("\"{}\", {what}", text.trim_end())),
        None if !text.contains('·') => Some(format!("the text {text:?}")),
        None => None,
    }
}

/// What an exit code of a process says.
pub fn exit_code(number: &str) -> Option<&'static str> {
    Some(match number.trim() {
        "0" => "it ended by itself",
        "1" => "it failed; its own log says why",
        "2" => "bad usage or configuration",
        "3" => "ZooKeeper: it can't write its dataDir",
        "4" => "ZooKeeper: its AdminServer failed",
        "13" => "a Storm daemon could not start: its own log says why",
        "20" => "a Storm worker killed itself: it lost its nimbus, its ZooKeeper, or its assignment",
        "126" => "the command can't be executed",
        "127" => "the command was not found",
        "134" => "SIGABRT: the JVM crashed",
        "137" => "SIGKILL: kill -9, or the kernel's OOM killer",
        "139" => "SIGSEGV: the JVM crashed",
        "143" => "SIGTERM: it was told to stop",
        _ => return None,
    })
}

/// The Java release that a class file version stands for.
pub fn java_of_class_file(version: &str) -> Option<String> {
    let major: u32 = version.split('.').next()?.trim().parse().ok()?;
    (49..=80).contains(&major).then(|| format!("Java {}", major - 44))
}

/// The server that a ZooKeeper session id names in its first byte.
pub fn server_of_session(id: &str) -> Option<u64> {
    let digits = id.trim().trim_start_matches("0x");
    let number = u64::from_str_radix(digits, 16).ok()?;
    (number > 0).then_some(number >> 56)
}

/// A capture as a sentence shows it: `{size:protocol}`, `{code:exit}`, `{major:java}`.
pub fn shown(value: &str, how: &str) -> String {
    let decoded = match how {
        "protocol" => protocol(value),
        "exit" => exit_code(value).map(str::to_owned),
        "java" => java_of_class_file(value),
        "server" => server_of_session(value).map(|server| server.to_string()),
        _ => None,
    };
    decoded.map_or_else(
        || value.to_owned(),
        |text| if how == "java" || how == "server" { text } else { format!("{value} ({text})") },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_what_they_are() {
        assert_eq!(protocol("1195725856").as_deref(), Some("\"GET\", an HTTP request"));
        assert_eq!(protocol("369296128").as_deref(), Some("a TLS handshake"));
        assert_eq!(protocol("308375649").as_deref(), Some("a Kafka client (ApiVersions of apache-kafka-java)"));
        assert_eq!(protocol("1048577"), None);
        assert_eq!(java_of_class_file("61.0").as_deref(), Some("Java 17"));
        assert_eq!(server_of_session("0x1667d60ab950001"), Some(1));
        assert_eq!(shown("137", "exit"), "137 (SIGKILL: kill -9, or the kernel's OOM killer)");
    }
}
