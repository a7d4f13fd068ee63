//! The location tree as steps for the template, which cannot recurse.

use roster_directory::LocationNode;

/// The depth to which the tree is expanded at first.
const EXPANDED_DEPTH: usize = 1;

/// A step of writing nested lists.
pub(super) enum Step<'a> {
    /// A location without sub-locations.
    Leaf(&'a LocationNode),
    /// A location with sub-locations, which follow. `children` counts the direct ones.
    Open { node: &'a LocationNode, children: usize, expanded: bool },
    /// The end of the sub-locations of the innermost open location.
    Close,
}

/// The steps for these locations, which are in depth-first order.
pub(super) fn steps(nodes: &[LocationNode]) -> Vec<Step<'_>> {
    let mut steps = Vec::with_capacity(nodes.len());
    let mut open = 0;
    for (index, node) in nodes.iter().enumerate() {
        while open > node.depth {
            steps.push(Step::Close);
            open -= 1;
        }
        let following = nodes.get(index + 1..).unwrap_or_default();
        let below = following.iter().take_while(|other| other.depth > node.depth);
        match below.filter(|other| other.depth == node.depth + 1).count() {
            0 => steps.push(Step::Leaf(node)),
            children => {
                steps.push(Step::Open { node, children, expanded: node.depth < EXPANDED_DEPTH });
                open += 1;
            }
        }
    }
    steps.extend((0..open).map(|_| Step::Close));
    steps
}
