//! A tree as a page writes it: lists within lists.

use roster_directory::LocationNode;

/// How deep the tree is unfolded at first.
const UNFOLDED: usize = 1;

/// A step of writing a tree.
pub(super) enum Step<'a> {
    /// A place with nothing in it.
    Leaf(&'a LocationNode),
    /// A place whose so many places follow.
    Open { place: &'a LocationNode, inside: usize, unfolded: bool },
    /// The last place that was opened ends here.
    Close,
}

/// The steps that write these places, each of which comes after the one that it is in.
pub(super) fn steps(places: &[LocationNode]) -> Vec<Step<'_>> {
    let mut steps = Vec::with_capacity(places.len());
    let mut open = 0;
    for (index, place) in places.iter().enumerate() {
        while open > place.depth {
            steps.push(Step::Close);
            open -= 1;
        }
        let following = places.get(index + 1..).unwrap_or_default();
        let below = following.iter().take_while(|other| other.depth > place.depth);
        match below.filter(|other| other.depth == place.depth + 1).count() {
            0 => steps.push(Step::Leaf(place)),
            inside => {
                steps.push(Step::Open { place, inside, unfolded: place.depth < UNFOLDED });
                open += 1;
            }
        }
    }
    steps.extend((0..open).map(|_| Step::Close));
    steps
}
