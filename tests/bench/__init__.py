"""Speed, said as ratios: ours against a peer, side by side in one run. Nothing here passes or fails."""
