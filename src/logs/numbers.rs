//! What numbers in logs mean: lengths that are text of another protocol, exit codes, class file versions.

use crate::text;
use crate::text::{Lang, Text};

/// What the first four bytes of a foreign protocol were, when a server took them for a length:
/// `1195725856` is `GET `.
pub fn protocol(number: &str) -> Option<Text> {
    let number: i64 = number.trim().parse().ok()?;
    let bytes =
        u32::try_from(number).ok().or_else(|| i32::try_from(number).ok().map(|signed| signed as u32))?.to_be_bytes();
    let known = match &bytes {
        b"GET " | b"POST" | b"PUT " | b"HEAD" | b"OPTI" | b"DELE" | b"PRI " | b"CONN" => {
            Some(text! { en: "an HTTP request", zh: "HTTP 请求" })
        }
        b"HTTP" => Some(text! { en: "an HTTP answer", zh: "HTTP 应答" }),
        b"HELP" | b"\r\n\r\n" | b"\n\n\n\n" => {
            Some(text! { en: "a port scanner or a person with telnet", zh: "端口扫描器，或有人在用 telnet" })
        }
        b"SSH-" => Some(text! { en: "an SSH client", zh: "SSH 客户端" }),
        b"EHLO" | b"HELO" => Some(text! { en: "a mail client", zh: "邮件客户端" }),
        b"ruok" | b"mntr" | b"stat" | b"srvr" | b"conf" | b"envi" | b"dump" | b"cons" | b"isro" | b"wchs" => {
            Some(text! { en: "a ZooKeeper four-letter command", zh: "ZooKeeper 四字命令" })
        }
        [0x16, 0x03, 0..=4, _] => Some(text! { en: "a TLS handshake", zh: "TLS 握手" }),
        [0x12, b'a', b'p', b'a'] => Some(text! {
            en: "a Kafka client (ApiVersions of apache-kafka-java)",
            zh: "Kafka 客户端（apache-kafka-java 的 ApiVersions 请求）",
        }),
        _ => None,
    };
    let printable = bytes.iter().all(|byte| (0x20..0x7f).contains(byte));
    let written = String::from_utf8_lossy(&bytes);
    match known {
        Some(what) if !printable => Some(what),
        Some(Text { en, zh }) => {
            let written = written.trim_end();
            Some(Text { en: format!("\"{written}\", {en}").into(), zh: format!("“{written}”，{zh}").into() })
        }
        None => printable
            .then(|| Text { en: format!("the text {written:?}").into(), zh: format!("文字 {written:?}").into() }),
    }
}

/// What an exit code of a process says.
pub fn exit_code(number: &str) -> Option<Text> {
    Some(match number.trim() {
        "0" => text! { en: "it ended by itself", zh: "自行结束" },
        "1" => text! { en: "it failed; its own log says why", zh: "失败，原因见它自己的日志" },
        "2" => text! { en: "bad usage or configuration", zh: "用法或配置错误" },
        "3" => text! { en: "ZooKeeper: it can't write its dataDir", zh: "ZooKeeper：无法写入 dataDir" },
        "4" => text! { en: "ZooKeeper: its AdminServer failed", zh: "ZooKeeper：AdminServer 失败" },
        "13" => {
            text! { en: "a Storm daemon could not start: its own log says why", zh: "Storm 进程无法启动，原因见它自己的日志" }
        }
        "20" | "254" => {
            text! { en: "Storm halted it after an error: its own log says why", zh: "出错后由 Storm 自行停止，原因见它自己的日志" }
        }
        "126" => text! { en: "the command can't be executed", zh: "命令无法执行" },
        "127" => text! { en: "the command was not found", zh: "找不到命令" },
        "134" => text! { en: "SIGABRT: the JVM crashed", zh: "SIGABRT：JVM 崩溃" },
        "137" => {
            text! { en: "SIGKILL: kill -9, or the kernel's OOM killer", zh: "SIGKILL：kill -9，或内核 OOM killer" }
        }
        "139" => text! { en: "SIGSEGV: the JVM crashed", zh: "SIGSEGV：JVM 崩溃" },
        "143" => text! { en: "SIGTERM: it was told to stop", zh: "SIGTERM：被要求停止" },
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
pub fn shown(value: &str, how: &str, lang: Lang) -> String {
    let decoded = match how {
        "protocol" => protocol(value).map(|what| what.get(lang).to_owned()),
        "exit" => exit_code(value).map(|what| what.get(lang).to_owned()),
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
        let english = |what: Option<Text>| what.map(|what| what.en);
        assert_eq!(english(protocol("1195725856")).as_deref(), Some("\"GET\", an HTTP request"));
        assert_eq!(english(protocol("369296128")).as_deref(), Some("a TLS handshake"));
        assert_eq!(
            english(protocol("308375649")).as_deref(),
            Some("a Kafka client (ApiVersions of apache-kafka-java)")
        );
        assert_eq!(protocol("1048577"), None);
        assert_eq!(java_of_class_file("61.0").as_deref(), Some("Java 17"));
        assert_eq!(server_of_session("0x1667d60ab950001"), Some(1));
        assert_eq!(shown("137", "exit", Lang::En), "137 (SIGKILL: kill -9, or the kernel's OOM killer)");
        assert_eq!(shown("137", "exit", Lang::Zh), "137（SIGKILL：kill -9，或内核 OOM killer）");
        assert_eq!(shown("7", "exit", Lang::Zh), "7");
    }
}
