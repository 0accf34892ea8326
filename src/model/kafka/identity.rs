//! The id of a node, and the keys without which no server starts.
//!
//! `kafka/server/KafkaConfig.scala` (`brokerId`, `nodeId`, `populateSynonyms`, `validateValues`),
//! `VerifiableProperties.getIntInRange` in 0.8.2; what `ConfigDef` calls required since 4.0.

use super::net;
use super::view::{CONFIG_DEF, Checker, Heard, View, before, required, since};
use crate::catalog::VersionSet;
use crate::finding::Place;
use crate::model::{Fault, Refusal};
use crate::text;

const INVALID: Fault = Fault("invalid-broker-id");
const MISSING: Fault = Fault("missing-required-key");
/// `broker.id` and `node.id` stand for each other.
const SYNONYMS: VersionSet = since!("3.1.0");
const NO_ZOOKEEPER: VersionSet = since!("4.0.0");

/// The id that counts, as this version finds it.
pub(super) fn node_id(view: &View<'_>) -> Heard<i64> {
    let own = view.number("node.id");
    match own {
        Heard::Unknown => Heard::Unknown,
        // -1 is the default until 3.9, and below zero `broker.id` counts.
        Heard::Known(id) if id >= 0 || view.written("node.id").is_some() && view.is(SYNONYMS) => Heard::Known(id),
        _ => view.number("broker.id"),
    }
}

/// Ids and required keys, line by line.
pub(super) fn check(checker: &mut Checker<'_>) {
    old_required(checker);
    for view in checker.views(CONFIG_DEF) {
        let Some(roles) = net::roles(&view) else { continue };
        let kraft = !roles.is_empty() || view.is(NO_ZOOKEEPER);
        if view.is(SYNONYMS) {
            same_ids(checker, &view);
        }
        if view.is(NO_ZOOKEEPER) {
            required_4(checker, &view);
        } else if kraft {
            kraft_id(checker, &view);
            let migrating = view.boolean("zookeeper.metadata.migration.enable") == Heard::Known(true);
            if migrating && view.written("zookeeper.connect").is_none() {
                let text = "If using `zookeeper.metadata.migration.enable` in KRaft mode, `zookeeper.connect` must also be set.";
                let place = checker.place(&["zookeeper.metadata.migration.enable"]);
                let refusal = Refusal::new(MISSING, place, view.at, text).key("zookeeper.connect").detail(text! {
                    en: "the migration is on, but zookeeper.connect doesn't say which ZooKeeper to migrate from",
                    zh: "开启了迁移，但没有用 zookeeper.connect 指明从哪个 ZooKeeper 迁移",
                });
                checker.refuse("migration connect", refusal);
            }
        } else {
            zookeeper_connect(checker, &view);
            zookeeper_id(checker, &view);
        }
    }
}

/// 0.8.2 wants both keys.
fn old_required(checker: &mut Checker<'_>) {
    let old = checker.versions.and(before!("0.9.0.0"));
    for key in ["broker.id", "zookeeper.connect"] {
        if old.is_empty() || checker.raw.has(key) {
            continue;
        }
        let check = if key == "broker.id" { "missing broker.id" } else { "missing metadata" };
        let text = required(format!("Missing required property '{key}'"));
        let refusal = Refusal::new(MISSING, Place::File(checker.raw.source), old, text).key(key);
        let refusal = if key == "broker.id" {
            refusal.detail(text! {
                en: "broker.id is missing: 0.8.2 doesn't make one up",
                zh: "缺少 broker.id：0.8.2 不会自动生成",
            })
        } else {
            refusal.detail(no_metadata(checker)).help(connect_help())
        };
        checker.refuse(check, refusal);
    }
}

fn connect_help() -> text::Text {
    text! {
        en: "write zookeeper.connect=zoo1:2181,zoo2:2181,zoo3:2181/kafka (until 3.9), or process.roles and what belongs to it (since 2.8)",
        zh: "写 zookeeper.connect=zoo1:2181,zoo2:2181,zoo3:2181/kafka（3.9 及以前），或 process.roles 及相关设置（2.8 起）",
    }
}

/// What to say of a file without `zookeeper.connect` (and perhaps without roles).
fn no_metadata(checker: &Checker<'_>) -> text::Text {
    if checker.versions.meets(NO_ZOOKEEPER) {
        text! {
            en: "neither zookeeper.connect nor process.roles is set: no version of Kafka starts with this file",
            zh: "既没有 zookeeper.connect 也没有 process.roles：任何版本的 Kafka 都无法启动",
        }
    } else {
        text! { en: "zookeeper.connect is missing", zh: "缺少 zookeeper.connect" }
    }
}

fn zookeeper_connect(checker: &mut Checker<'_>, view: &View<'_>) {
    if checker.raw.has("zookeeper.connect") {
        return;
    }
    let text = if view.is(since!("2.8.0")) {
        "Missing required configuration `zookeeper.connect` which has no default value."
    } else {
        "Missing required configuration \"zookeeper.connect\" which has no default value."
    };
    let refusal = Refusal::new(MISSING, Place::File(checker.raw.source), view.at, text).key("zookeeper.connect");
    let detail = no_metadata(checker);
    checker.refuse("missing metadata", refusal.detail(detail).help(connect_help()));
}

fn required_4(checker: &mut Checker<'_>, view: &View<'_>) {
    let file = Place::File(checker.raw.source);
    let missing = |key: &str| format!("Missing required configuration \"{key}\" which has no default value.");
    if !checker.raw.has("process.roles") {
        let refusal = Refusal::new(MISSING, file.clone(), view.at, missing("process.roles")).key("process.roles");
        let refusal = if checker.raw.has("zookeeper.connect") {
            refusal.detail(text! {
                en: "process.roles is missing: Kafka 4 has no ZooKeeper mode any more",
                zh: "缺少 process.roles：Kafka 4 已不支持 ZooKeeper 模式",
            })
            .help(text! {
                en: "run this file with 3.9 or older; a cluster moves to KRaft on 3.9, and a node then has process.roles, node.id, controller.quorum.voters (or .bootstrap.servers) and controller.listener.names",
                zh: "此文件请用 3.9 或更早的版本；集群先在 3.9 上迁移到 KRaft，之后每个节点要有 process.roles、node.id、controller.quorum.voters（或 .bootstrap.servers）和 controller.listener.names",
            })
        } else {
            refusal.detail(no_metadata(checker)).help(connect_help())
        };
        let check = if checker.raw.has("zookeeper.connect") { "missing roles" } else { "missing metadata" };
        checker.refuse(check, refusal);
        // The rest of the file was not written for this version.
        return;
    }
    if !checker.raw.has("node.id") && !checker.raw.has("broker.id") {
        missing_node_id(checker, view, missing("node.id"));
    }
    let only_old = checker.raw.has("broker.id") && !checker.raw.has("node.id");
    if only_old && view.number("broker.id").known().is_some_and(|id| id < 0) {
        let id = view.number("broker.id").known().unwrap_or_default();
        let text = format!("Invalid value {id} for configuration node.id: Value must be at least 0");
        let place = checker.place(&["broker.id"]);
        checker.refuse(
            "negative id",
            Refusal::new(INVALID, place, view.at, text).key("broker.id").detail(text! {
                en: "broker.id is {id}: Kafka 4 needs an id from 0 on, none is made up any more",
                zh: "broker.id 是 {id}：Kafka 4 的 id 必须大于等于 0，不再自动生成",
            }),
        );
    }
    if view.is(since!("4.2.0")) && !checker.raw.has("controller.listener.names") {
        let key = "controller.listener.names";
        let place = checker.place(&["process.roles"]);
        let refusal = Refusal::new(MISSING, place, view.at, missing(key)).key(key).detail(text! {
            en: "{key} is missing: it names the listener of the controllers",
            zh: "缺少 {key}：它指定控制器使用的监听器",
        });
        checker.refuse(
            "no controller names",
            refusal.help(text! {
                en: "write {key}=CONTROLLER, or whatever the controllers' listeners are called",
                zh: "写 {key}=CONTROLLER，或控制器监听器的实际名称",
            }),
        );
    }
}

fn missing_node_id(checker: &mut Checker<'_>, view: &View<'_>, text: String) {
    let place = checker.place(&["process.roles"]);
    let refusal = Refusal::new(MISSING, place, view.at, text).key("node.id").detail(text! {
        en: "node.id is missing: a node of a KRaft cluster needs an id of its own",
        zh: "缺少 node.id：KRaft 集群的每个节点都要有自己的 id",
    });
    checker.refuse(
        "missing node.id",
        refusal.help(text! {
            en: "write node.id=1, another number on every node",
            zh: "写 node.id=1，每个节点用不同的数字",
        }),
    );
}

fn kraft_id(checker: &mut Checker<'_>, view: &View<'_>) {
    let id = match node_id(view) {
        Heard::Known(id) if id >= 0 => return,
        Heard::Unknown => return,
        Heard::Known(id) => id,
        Heard::Null => -1,
    };
    let text = "Missing configuration `node.id` which is required when `process.roles` is defined (i.e. when running \
                in KRaft mode)."
        .to_owned();
    if !checker.raw.has("node.id") && !checker.raw.has("broker.id") {
        missing_node_id(checker, view, text);
        return;
    }
    let place = checker.place(&["node.id", "broker.id"]);
    checker.refuse(
        "negative id",
        Refusal::new(INVALID, place, view.at, text).key("node.id").detail(text! {
            en: "node.id is {id}: a node of a KRaft cluster needs an id from 0 on",
            zh: "node.id 是 {id}：KRaft 集群的节点 id 必须大于等于 0",
        }),
    );
}

fn zookeeper_id(checker: &mut Checker<'_>, view: &View<'_>) {
    let Heard::Known(id) = node_id(view) else { return };
    let Heard::Known(generated) = view.boolean("broker.id.generation.enable") else { return };
    let wording = if view.is(since!("2.8.0")) { "greater than or equal to" } else { "equal or greater than" };
    let place = checker.place(&["broker.id", "node.id", "broker.id.generation.enable", "reserved.broker.max.id"]);
    if !generated {
        if id < 0 {
            let text = required(format!("broker.id must be {wording} 0"));
            checker.refuse(
                "broker id",
                Refusal::new(INVALID, place, view.at, text).key("broker.id").detail(text! {
                    en: "broker.id is {id} and broker.id.generation.enable is false, so the broker has no id",
                    zh: "broker.id 是 {id}，又关闭了 broker.id.generation.enable，broker 没有 id",
                }),
            );
        }
        return;
    }
    let Heard::Known(reserved) = view.number("reserved.broker.max.id") else { return };
    if id >= -1 && id <= reserved {
        return;
    }
    let text = required(format!("broker.id must be {wording} -1 and not greater than reserved.broker.max.id"));
    let detail = if id < -1 {
        text! {
            en: "broker.id is {id}: ids start at 0 (-1 lets the broker make one up)",
            zh: "broker.id 是 {id}：id 从 0 开始（-1 表示自动生成）",
        }
    } else {
        text! {
            en: "broker.id {id} is above reserved.broker.max.id ({reserved}): ids from there on are for brokers that get theirs by themselves",
            zh: "broker.id {id} 大于 reserved.broker.max.id（{reserved}）：更大的 id 留给自动生成",
        }
    };
    let help = text! {
        en: "choose an id from 0 to {reserved}, or raise reserved.broker.max.id",
        zh: "选择 0 到 {reserved} 之间的 id，或调大 reserved.broker.max.id",
    };
    checker.refuse("broker id", Refusal::new(INVALID, place, view.at, text).key("broker.id").detail(detail).help(help));
}

fn same_ids(checker: &mut Checker<'_>, view: &View<'_>) {
    if !checker.raw.has("node.id") || !checker.raw.has("broker.id") {
        return;
    }
    let (Heard::Known(node), Heard::Known(broker)) = (view.number("node.id"), view.number("broker.id")) else { return };
    if node == broker {
        return;
    }
    let text = if view.is(since!("4.4.0")) {
        "`node.id` and `broker.id` must be set to the same value. `broker.id` is deprecated, please use `node.id` \
         instead."
    } else {
        "You must set `node.id` to the same value as `broker.id`."
    };
    let mut refusal = Refusal::new(INVALID, checker.place(&["node.id"]), view.at, text).key("node.id").detail(text! {
        en: "node.id is {node}, but broker.id is {broker}: they stand for the same thing",
        zh: "node.id 是 {node}，broker.id 却是 {broker}：两者含义相同，必须一致",
    });
    if let Some(span) = checker.span(&["broker.id"]) {
        refusal = refusal.related(span, text! { en: "broker.id", zh: "broker.id" });
    }
    checker.refuse("two ids", refusal);
}
