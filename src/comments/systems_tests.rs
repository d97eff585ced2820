use super::selector::Selector;
use super::systems::SYSTEMS;

#[test]
fn the_table_is_sorted_by_name() {
    assert!(
        SYSTEMS.is_sorted_by(|a, b| a.name < b.name),
        "{:?}",
        SYSTEMS.windows(2).find(|w| w[0].name >= w[1].name).map(|w| w[1].name)
    );
}

#[test]
fn every_selector_of_the_table_compiles() {
    for system in SYSTEMS {
        let roles = system.roles.iter().map(|(text, _)| *text);
        let nesting = system.nesting.iter().map(|form| form.selector());
        let pieces = [
            system.item,
            system.whole,
            system.never,
            system.author,
            system.date,
            system.body,
            system.votes,
            system.down,
            system.permalink,
            system.badge,
            system.drop,
            system.counter,
        ];
        for text in pieces.into_iter().chain(roles).chain(nesting) {
            if let Err(wrong) = Selector::parse(text) {
                panic!("{}: {wrong}", system.name);
            }
        }
        assert!(
            !system.marks.is_empty() && !system.item.is_empty() && !system.body.is_empty(),
            "{}",
            system.name
        );
    }
}
