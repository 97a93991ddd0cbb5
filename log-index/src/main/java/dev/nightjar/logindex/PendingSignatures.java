package dev.nightjar.logindex;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Signatures of one length that are in no group yet: squares of them, and fewer than a square has besides. */
final class PendingSignatures {
    /** Takes a block's signature. */
    interface Visitor {
        void visit(int ordinal, Signature signature);
    }

    private static final int OF_GROUP = SignatureGroup.BLOCKS / SignatureSquare.BLOCKS;

    private final List<SignatureSquare> squares = new ArrayList<>();
    private final int[] ordinals = new int[SignatureSquare.BLOCKS];
    private final List<Signature> rest = new ArrayList<>();

    /** A signature as long as the others; true where there are enough for a group now. */
    boolean add(int ordinal, Signature signature) {
        ordinals[rest.size()] = ordinal;
        rest.add(signature);
        if (rest.size() == SignatureSquare.BLOCKS) {
            squares.add(SignatureSquare.of(ordinals.clone(), rest));
            rest.clear();
        }
        return squares.size() >= OF_GROUP;
    }

    /** The first of them, which make a group. */
    List<SignatureSquare> group() {
        return squares.subList(0, OF_GROUP);
    }

    /** The group is written: its signatures are pending no more. */
    void removeGroup() {
        group().clear();
    }

    /** Sets the ordinals of the blocks that may hold a needle of these {@link Signature#gramBits}. */
    void addCandidates(int[] gramBits, BitSet to) {
        for (SignatureSquare square : squares) {
            square.addCandidates(gramBits, to);
        }
        for (int i = 0; i < rest.size(); i++) {
            if (rest.get(i).mayContain(gramBits)) {
                to.set(ordinals[i]);
            }
        }
    }

    /** Hands over all in the order in which they came. */
    void forEach(Visitor visitor) {
        for (SignatureSquare square : squares) {
            Signature[] signatures = square.signatures();
            for (int i = 0; i < signatures.length; i++) {
                visitor.visit(square.ordinals()[i], signatures[i]);
            }
        }
        for (int i = 0; i < rest.size(); i++) {
            visitor.visit(ordinals[i], rest.get(i));
        }
    }
}
