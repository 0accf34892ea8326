//! FS009: a key that the server knows, and that does nothing in this file.

use super::keys;
use crate::catalog::{Component, Mode, OptionSpec};
use crate::finding::{Confidence, Severity};
use crate::model::KeyUse;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;

pub(crate) static RULE: Rule = Rule {
    code: "FS009",
    name: "key-without-effect",
    component: None,
    severity: Severity::Warning,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/quorum/QuorumPeerConfig.java parseProperties sets zookeeper.<key> only; kafka/server/KafkaConfig.scala requiresZookeeper; ZooKeeper run on 3.4.9, 3.5.10, 3.9.5",
    refusals: &[],
    doc: rule_doc!("file/key-without-effect"),
    check: Check::Node(check),
};

fn check(case: &NodeCase<'_, ()>, sink: &mut Sink<'_>) {
    let mode = kafka_mode(case);
    for used in keys::heard(case) {
        let Some(spec) = keys::spec(case, used) else { continue };
        match (spec.mode, mode) {
            (Mode::CommandLine, _) => sink.report(command_line(used, spec)),
            (Mode::ZooKeeper, Some(Mode::KRaft)) if spec.known().meets(case.node.versions) => {
                sink.report(zookeeper_key(used));
            }
            (Mode::KRaft, Some(Mode::ZooKeeper)) if spec.known().meets(case.node.versions) => {
                sink.report(kraft_key(used));
            }
            _ => {}
        }
    }
}

/// The mode of a Kafka server; `None` where it isn't known or where both sets of keys are right:
/// during a migration.
fn kafka_mode(case: &NodeCase<'_, ()>) -> Option<Mode> {
    if case.node.component() != Component::Kafka {
        return None;
    }
    let last = |key: &str| case.node.keys().iter().rev().find(|used| used.name == key);
    let roles = last("process.roles");
    let migration = last("zookeeper.metadata.migration.enable");
    let migrates = migration.is_some_and(|used| used.unknown || used.value.trim().eq_ignore_ascii_case("true"));
    if case.node.template || migrates || roles.is_some_and(|used| used.unknown) {
        return None;
    }
    let kraft = roles.is_some_and(|used| !used.value.trim().is_empty());
    if kraft {
        return Some(Mode::KRaft);
    }
    last("zookeeper.connect").map(|_| Mode::ZooKeeper)
}

fn command_line(used: &KeyUse, spec: &OptionSpec) -> Draft {
    let key = &used.name;
    let property = spec.property.unwrap_or(spec.name);
    Draft::new(
        used.span,
        text! {
            en: "{key} can't be set in zoo.cfg: ZooKeeper reads it from the JVM's command line only",
            zh: "{key} 不能写在 zoo.cfg 里：ZooKeeper 只从 JVM 命令行读取它",
        },
    )
    .severity(Severity::Error)
    .key(key.clone())
    .label(text! { en: "becomes zookeeper.{key}, which nothing reads", zh: "变成了没有代码会读的 zookeeper.{key}" })
    .help(text! {
        en: "write SERVER_JVMFLAGS=\"-D{property}=…\" in conf/java.env, or add it to JVMFLAGS",
        zh: "在 conf/java.env 里写 SERVER_JVMFLAGS=\"-D{property}=…\"，或加到 JVMFLAGS 里",
    })
}

fn zookeeper_key(used: &KeyUse) -> Draft {
    let key = &used.name;
    let severity = if key == "zookeeper.connect" { Severity::Warning } else { Severity::Hint };
    Draft::new(
        used.span,
        text! {
            en: "{key} has no effect: process.roles puts this server into KRaft mode",
            zh: "{key} 不起作用：process.roles 让这台服务器运行在 KRaft 模式",
        },
    )
    .severity(severity)
    .key(key.clone())
    .help(text! {
        en: "remove it, or set zookeeper.metadata.migration.enable=true while you migrate",
        zh: "删除这一行；如果正在迁移，请设置 zookeeper.metadata.migration.enable=true",
    })
}

fn kraft_key(used: &KeyUse) -> Draft {
    let key = &used.name;
    let severity = if key == "controller.quorum.voters" { Severity::Warning } else { Severity::Hint };
    Draft::new(
        used.span,
        text! {
            en: "{key} has no effect: without process.roles this broker runs with ZooKeeper",
            zh: "{key} 不起作用：没有 process.roles，这个 broker 仍依赖 ZooKeeper 运行",
        },
    )
    .severity(severity)
    .key(key.clone())
    .help(text! { en: "set process.roles, or remove {key}", zh: "设置 process.roles，或删除 {key}" })
}
