//! A myid whose server line names another host than the one it lies on.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::inventory::endpoint::{canonical, same_name};
use crate::inventory::{Ensemble, facts};
use crate::rules::{Case, Check, Draft, Rule, Sink, rule_doc};
use crate::text;

pub(crate) static RULE: Rule = Rule {
    code: "CX007",
    name: "myid-of-another-host",
    component: Some(Component::ZooKeeper),
    severity: Severity::Error,
    confidence: Confidence::Medium,
    evidence: "zookeeper-server server/quorum/QuorumCnxManager.java Listener.run: binds the election address of \
               server.<myid>",
    refusals: &[],
    doc: rule_doc!("cross/myid-of-another-host"),
    check: Check::Ensemble(check),
};

fn check(case: &Case<'_, Ensemble>, sink: &mut Sink<'_>) {
    if case.of.confidence == Confidence::Low {
        return;
    }
    for &number in &case.of.nodes {
        let node = case.node(number);
        let Some(config) = node.zookeeper().filter(|_| !node.template) else { continue };
        let Some(my_id) = &config.my_id else { continue };
        let host = &case.inventory.hosts[node.host];
        let name = canonical(&host.name);
        let entries: Vec<_> =
            facts::members(config).filter_map(|member| Some((member, facts::host_of(member)?))).collect();
        // Only a folder that is called exactly as one member's host says whose it is.
        let mut named = entries.iter().filter(|(_, host)| same_name(host, &name));
        let (Some((right, _)), None) = (named.next(), named.next()) else { continue };
        let Some((taken, theirs)) = entries.iter().find(|(member, _)| member.id == my_id.value) else { continue };
        if right.id == my_id.value {
            continue;
        }
        let (id, right_id) = (my_id.value, right.id);
        let shown = &host.name;
        sink.report(
            Draft::new(
                my_id.span,
                text! {
                    en: "the myid on {shown} is {id}, but server.{id} is {theirs}; {shown} is server.{right_id}",
                    zh: "{shown} 上的 myid 是 {id}，但 server.{id} 是 {theirs}；{shown} 对应的是 server.{right_id}",
                },
            )
            .host(host.name.clone())
            .node(node.id.clone())
            .related(taken.value.span, text! { en: "server.{id} is another host", zh: "server.{id} 是另一台主机" })
            .related(right.value.span, text! { en: "{shown} is server.{right_id}", zh: "{shown} 是 server.{right_id}" })
            .help(text! {
                en: "the server tries to bind an address of another machine (Cannot assign requested address) and never joins. Write {right_id} into this myid",
                zh: "服务器会尝试绑定另一台机器的地址（Cannot assign requested address），永远无法加入集群。请在此 myid 中写 {right_id}",
            }),
        );
    }
}
