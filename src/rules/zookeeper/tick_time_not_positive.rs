//! ZK012: a tick of no length.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;

use crate::catalog::VersionSet;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK012",
    name: "tick-time-not-positive",
    component: Some(Component::ZooKeeper),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/quorum/QuorumPeerConfig.java parseProperties; run on 3.4.9–3.9.5",
    refusals: &["tickTime is not set", "minSessionTimeout must not be larger than maxSessionTimeout"],
    doc: rule_doc!("zookeeper/tick-time-not-positive"),
    check: Check::RefusalOrNode(headline, check),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "tickTime is zero, negative or far too large", zh: "tickTime 为零、为负或过大" }
}

fn check(case: &NodeCase<'_, ()>, sink: &mut Sink<'_>) {
    let Some(config) = case.node.zookeeper() else { return };
    const V34: VersionSet = VersionSet::before(Component::ZooKeeper, "3.5.0");
    let (Some(&tick), Some(span)) = (config.settings.tick_time.value(), config.settings.tick_time.span()) else {
        return;
    };
    if tick < 0 && case.node.versions.within(V34) {
        let draft = Draft::new(span, text! { en: "tickTime is {tick}, below 0", zh: "tickTime 是 {tick}，小于 0" });
        sink.report(draft.key("tickTime").help(text! {
            en: "write tickTime=2000 (milliseconds)",
            zh: "写 tickTime=2000（毫秒）"
        }));
    }
}
