// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/secrets/Secrets.h"
#include "engine/cluster/pairing/digits/PairingEnd.h"
#include "engine/cluster/pairing/digits/PairingKeys.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <functional>
#include <optional>
#include <variant>

QT_FORWARD_DECLARE_CLASS(QCborMap)

namespace everbounce {

/// What a node needs to be in a cluster; the inviter gives it to the newcomer.
struct ClusterMembership
{
    QString cluster;
    QByteArray key;
    quint16 discoveryPort = 0; ///< of the inviter

    bool operator==(const ClusterMembership &) const = default;
};

/// One side of one exchange by which a newcomer gets the key of an inviter's cluster, either because it has
/// the secret of a line, or because people at both sides have seen the same six digits. Pure: messages and
/// answers in, messages and news out. docs/protocol.md says why it is as it is.
class PairingExchange
{
public:
    /// What comes of a message or an answer.
    struct Outcome
    {
        QList<QByteArray> send;
        bool showDigits = false; ///< from now on people can compare digits()
        std::optional<PairingEnd> end;
    };

    /// Of a line's id: its secret, or why it is not good.
    using SecretOf = std::function<std::variant<QByteArray, PairingEnd>(const QByteArray &id)>;

    /// What an inviter decides by, while the exchange goes on.
    struct Inviting
    {
        /// Asked for when it is given: people compare for minutes, and the key may change meanwhile.
        std::function<ClusterMembership()> membership;
        SecretOf secretOf;
        std::function<std::optional<PairingEnd>(const QByteArray &id)> use; ///< why not: another was faster
        std::function<std::optional<PairingEnd>()> refusesDigits; ///< why nobody may pair by digits now
        QString name;                                             ///< shown at the other side
    };
    explicit PairingExchange(const Inviting &inviting);

    /// Whether a newcomer has kept what it was given; asked before it says that it has joined.
    using Keep = std::function<bool(const ClusterMembership &)>;

    /// A newcomer with the secret of a line, or with none, to compare digits. Outcome: the first message.
    /// Without `keep` whatever is sound will do.
    static PairingExchange newcomer(const QString &name, const QByteArray &secret = {},
                                    const Keep &keep = {});
    Outcome begin();

    Outcome receive(const QByteArray &message);

    /// Somebody here has compared the digits.
    Outcome answer(bool same);

    /// This side gives up.
    Outcome abort(PairingEnd why);

    bool isByDigits() const { return m_byDigits; }
    /// An inviter let it come as far as the keys.
    bool wasAdmitted() const { return m_wasAdmitted; }
    /// An inviter has sent the key, whatever came of it.
    bool wasWelcomed() const { return m_welcomed; }
    bool isOver() const { return m_stage == Stage::Over; }
    QString digits() const { return m_keys ? m_keys->digits() : QString(); }
    QString otherName() const { return m_otherName; } ///< as it says itself

    /// The newcomer's gain, once the end is Joined.
    const std::optional<ClusterMembership> &gained() const { return m_gained; }

    static constexpr qsizetype maxMessageBytes = 1024;

private:
    enum class Stage { Hello, Key, Open, Sealed, Over };

    PairingExchange(PairingRole role, const QString &name);

    Outcome onHello(const QCborMap &map);
    Outcome onKey(const QCborMap &map);
    Outcome onOpen(const QCborMap &map);
    Outcome onSealed(const QCborMap &map);
    Outcome onProof(const QCborMap &content);
    Outcome onWelcome(const QCborMap &content);
    Outcome welcomeIfAgreed();
    bool deriveKeys(const QByteArray &otherKey);
    QByteArray said(const QCborMap &map);
    QByteArray sealed(const QCborMap &content);
    Outcome over(PairingEnd end);

    PairingRole m_role;
    Stage m_stage = Stage::Hello;
    bool m_byDigits = true;
    QString m_name;
    QString m_otherName;
    std::optional<Inviting> m_inviting;
    Keep m_keep;
    std::shared_ptr<Ephemeral> m_own = std::make_shared<Ephemeral>();
    QByteArray m_nonce = randomBytes(16);
    QByteArray m_commitment; ///< of the newcomer
    QByteArray m_secret;     ///< of the line
    QByteArray m_lineId;
    QList<QByteArray> m_said; ///< the messages in clear, both ways
    std::optional<PairingKeys> m_keys;
    bool m_saidYes = false;      ///< here
    bool m_otherSaidYes = false; ///< at the inviter: the newcomer's people
    bool m_wasAdmitted = false;
    bool m_welcomed = false;
    std::optional<ClusterMembership> m_gained;
};

} // namespace everbounce
