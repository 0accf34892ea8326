//! What numbers in logs mean: lengths that are text of another protocol, exit codes, class file versions.

use crate::text::Lang;

/// A meaning in both languages.
type Meaning = (&'static str, &'static str);

/// What the first four bytes of a foreign protocol were, when a server took them for a length:
/// `1195725856` is `GET `.
pub fn protocol(number: &str, lang: Lang) -> Option<String> {
    let number: i64 = number.trim().parse().ok()?;
    let bytes =
        u32::try_from(number).ok().or_else(|| i32::try_from(number).ok().map(|signed| signed as u32))?.to_be_bytes();
    let known: Option<Meaning> = match &bytes {
        b"GET " | b"POST" | b"PUT " | b"HEAD" | b"OPTI" | b"DELE" | b"PRI " | b"CONN" => {
            Some(("an HTTP request", "HTTP 请求"))
        }
        b"HTTP" => Some(("an HTTP answer", "HTTP 应答")),
        b"HELP" | b"\r\n\r\n" | b"\n\n\n\n" => {
            Some(("a port scanner or a person with telnet", "端口扫描器，或有人在用 telnet"))
        }
        b"SSH-" => Some(("an SSH client", "SSH 客户端")),
        b"EHLO" | b"HELO" => Some(("a mail client", "邮件客户端")),
        b"ruok" | b"mntr" | b"stat" | b"srvr" | b"conf" | b"envi" | b"dump" | b"cons" | b"isro" | b"wchs" => {
            Some(("a ZooKeeper four-letter command", "ZooKeeper 四字命令"))
        }
        [0x16, 0x03, 0..=4, _] => Some(("a TLS handshake", "TLS 握手")),
        [0x12, b'a', b'p', b'a'] => Some((
            "a Kafka client (ApiVersions of apache-kafka-java)",
            "Kafka 客户端（apache-kafka-java 的 ApiVersions 请求）",
        )),
        _ => None,
    };
    let text: String =
        bytes.iter().map(|&byte| if (0x20..0x7f).contains(&byte) { char::from(byte) } else { '·' }).collect();
    match known.map(|what| of(what, lang)) {
        Some(what) if text.contains('·') => Some(what.to_owned()),
        Some(what) => Some(match lang {
            Lang::En => format!("\"{}\", {what}", text.trim_end()),
            Lang::Zh => format!("“{}”，{what}", text.trim_end()),
        }),
        None if !text.contains('·') => Some(match lang {
            Lang::En => format!("the text {text:?}"),
            Lang::Zh => format!("文字 {text:?}"),
        }),
        None => None,
    }
}

fn of((en, zh): Meaning, lang: Lang) -> &'static str {
    match lang {
        Lang::En => en,
        Lang::Zh => zh,
    }
}

/// What an exit code of a process says.
pub fn exit_code(number: &str, lang: Lang) -> Option<&'static str> {
    let meaning = match number.trim() {
        "0" => ("it ended by itself", "自行结束"),
        "1" => ("it failed; its own log says why", "失败，原因见它自己的日志"),
        "2" => ("bad usage or configuration", "用法或配置错误"),
        "3" => ("ZooKeeper: it can't write its dataDir", "ZooKeeper：无法写入 dataDir"),
        "4" => ("ZooKeeper: its AdminServer failed", "ZooKeeper：AdminServer 失败"),
        "13" => ("a Storm daemon could not start: its own log says why", "Storm 进程无法启动，原因见它自己的日志"),
        "20" => ("Storm halted it after an error: its own log says why", "出错后由 Storm 自行停止，原因见它自己的日志"),
        "126" => ("the command can't be executed", "命令无法执行"),
        "127" => ("the command was not found", "找不到命令"),
        "134" => ("SIGABRT: the JVM crashed", "SIGABRT：JVM 崩溃"),
        "137" => ("SIGKILL: kill -9, or the kernel's OOM killer", "SIGKILL：kill -9，或内核 OOM killer"),
        "139" => ("SIGSEGV: the JVM crashed", "SIGSEGV：JVM 崩溃"),
        "143" => ("SIGTERM: it was told to stop", "SIGTERM：被要求停止"),
        "254" => {
            ("Storm halted it after an error: its own log says why", "出错后由 Storm 自行停止，原因见它自己的日志")
        }
        _ => return None,
    };
    Some(of(meaning, lang))
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
pub fn shown(value: &str, how: &str, lang: Lang) -> String {
    let decoded = match how {
        "protocol" => protocol(value, lang),
        "exit" => exit_code(value, lang).map(str::to_owned),
        "java" => java_of_class_file(value),
        "server" => server_of_session(value).map(|server| server.to_string()),
        _ => None,
    };
    decoded.map_or_else(
        || value.to_owned(),
        |text| match (how, lang) {
            ("java" | "server", _) => text,
            (_, Lang::En) => format!("{value} ({text})"),
            (_, Lang::Zh) => format!("{value}（{text}）"),
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_what_they_are() {
        assert_eq!(protocol("1195725856", Lang::En).as_deref(), Some("\"GET\", an HTTP request"));
        assert_eq!(protocol("369296128", Lang::En).as_deref(), Some("a TLS handshake"));
        assert_eq!(
            protocol("308375649", Lang::En).as_deref(),
            Some("a Kafka client (ApiVersions of apache-kafka-java)")
        );
        assert_eq!(protocol("1048577", Lang::En), None);
        assert_eq!(java_of_class_file("61.0").as_deref(), Some("Java 17"));
        assert_eq!(server_of_session("0x1667d60ab950001"), Some(1));
        assert_eq!(shown("137", "exit", Lang::En), "137 (SIGKILL: kill -9, or the kernel's OOM killer)");
        assert_eq!(shown("137", "exit", Lang::Zh), "137（SIGKILL：kill -9，或内核 OOM killer）");
        assert_eq!(shown("7", "exit", Lang::Zh), "7");
    }
}
