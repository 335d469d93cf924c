// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/cbor/Cbor.h"
#include "engine/cluster/rotation/MemberKey.h"
#include "engine/cluster/rotation/RotationCore.h"
#include "tests/fuzz/targets/Targets.h"

namespace everbounce::fuzz {
namespace {

const QByteArray clusterKey(Keyring::keyBytes, 'k'); ///< the corpus has it, too

const MemberKey &self()
{
    static const MemberKey key(QByteArray(32, 's'));
    return key;
}

/// A node of that cluster whose file takes every ring.
class Rotation
{
public:
    const Keyring &ring() const { return m_core.ring(); }
    bool hasLeft() const { return m_hasLeft; }

    void take(const Keyring &ring) { apply(m_core.onRing(ring, Nanoseconds(0))); }

private:
    void apply(const RotationCore::Actions &actions)
    {
        promise(++m_rounds < 8, "a ring that came is settled after a few files");
        for (const RotationCore::Action &action : actions) {
            m_hasLeft = m_hasLeft || std::holds_alternative<RotationCore::Left>(action);
            if (const auto *persist = std::get_if<RotationCore::Persist>(&action))
                apply(m_core.persisted(persist->ring, {}, Nanoseconds(0)));
        }
    }

    QByteArray newKey() { return QByteArray(Keyring::keyBytes, char('0' + ++m_made)); }

    int m_rounds = 0;
    int m_made = 0;
    bool m_hasLeft = false;
    RotationCore m_core{
        {self().publicKey(), QStringLiteral("self"), [this] { return newKey(); }, [] { return qint64(0); }},
        Keyring(clusterKey)};
};

void tryRotation(const Keyring &ring)
{
    Rotation rotation;
    const Keyring before = rotation.ring();
    rotation.take(ring);
    if (!ring.isRelatedTo(before))
        promise(rotation.ring() == before && !rotation.hasLeft(),
                "the ring of another cluster changes nothing");
    if (rotation.hasLeft())
        return;
    promise(!rotation.ring().needsKey(), "nobody who was removed has the newest key");
    promise(!rotation.ring().hasRemoved(self().publicKey()), "whoever was removed leaves");
    promise(encodedCbor(rotation.ring().encode()).size() <= Keyring::mostBytes, "a ring stays small");
}

} // namespace

/// A letter: a ring in a box. No input is a box by chance, so it is put into one.
void runRing(const QByteArray &input)
{
    promise(!self().open(input), "nobody but who knows this member can write to it");
    const auto content = self().open(MemberKey::seal(self().publicKey(), input));
    promise(content == input, "what was sealed is read");
    const auto ring = Keyring::decode(parsedCbor(*content).toMap());
    if (!ring)
        return;
    promise(Keyring::decode(ring->encode()) == ring, "a ring that was accepted can be sent");
    const Keyring own = Keyring(clusterKey).rotated(QByteArray(Keyring::keyBytes, 'n'), 0);
    const Keyring merged = own.mergedWith(*ring);
    promise(merged == ring->mergedWith(own), "rings are merged in either order");
    promise(merged == merged.mergedWith(*ring), "a ring that comes again changes nothing");
    promise(Keyring::decode(merged.encode()) == merged, "a merged ring can be sent");
    tryRotation(*ring);
}

} // namespace everbounce::fuzz
