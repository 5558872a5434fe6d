-- SPDX-License-Identifier: Apache-2.0
-- Facts of a ticket that people put right.

-- name: update_facts
-- What is given replaces what stood there.
UPDATE ticket SET subject = COALESCE($2, subject), stops = COALESCE($3, stops), affects = COALESCE($4, affects),
    reach = COALESCE($5, reach), matters_by = COALESCE($6, matters_by) WHERE id = $1;
