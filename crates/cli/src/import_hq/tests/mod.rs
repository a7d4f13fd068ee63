//! Moving in from a Roster, which answers as a CommCare HQ does, over a line that fails in every
//! way. The near side is on either engine.

mod far_side;
mod line;
mod near_side;
mod whole_move;

mod breaking_off;
mod foreign_origins;
