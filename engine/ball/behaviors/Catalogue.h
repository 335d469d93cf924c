// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/behaviors/BehaviorFiles.h"
#include "engine/ball/behaviors/Description.h"
#include "engine/ball/behaviors/exchange/SeenScripts.h"

#include <QList>

#include <variant>

namespace everbounce {

/// One behaviour as people see it.
struct CatalogueEntry
{
    BehaviorRef ref;
    BehaviorSource source = BehaviorSource::Builtin;
    QString shownName;     ///< the name, or Name#xxxxxxxx if several behaviours have that name
    bool isNew = false;    ///< a script that came over a link and is not in this node's own files
    bool conflict = false; ///< another behaviour has the same name
    BehaviorDescription description;
    QString problem; ///< one phrase that says why it cannot be selected; empty if it can

    bool operator==(const CatalogueEntry &) const = default;
};

/// All behaviours that a node knows: built in, in its directories, and from other nodes. Says what each is
/// called and where its code is; runs nothing. Lives on the cluster's thread.
class Catalogue : public QObject
{
    Q_OBJECT
public:
    /// `where` is what the node is called in sentences.
    explicit Catalogue(const QString &where = QStringLiteral("this node"), QObject *parent = nullptr);

    /// Reads these directories, and goes on watching them. A directory need not exist. Call it once.
    void watch(const QStringList &directories) { m_files.watch(directories); }

    /// Reads what has changed in them, at once.
    void refresh() { m_files.refresh(); }

    /// Built-ins, plugins, scripts, the missing one; each kind by name.
    const QList<CatalogueEntry> &entries() const { return m_entries; }

    /// What a behaviour is called in the list; its bare name if it is not there and no other has that name.
    QString shownName(const BehaviorRef &ref) const;

    /// The behaviour that a person means by a shown name; `Name#` with 8 digits of the hash always works.
    /// Otherwise one sentence that says why there is none.
    std::variant<BehaviorRef, QString> resolve(const QString &shownName) const;

    /// Its code, or one sentence that says why there is none. A script is found by its hash even after its
    /// file is gone.
    std::variant<BehaviorCode, QString> find(const BehaviorRef &ref);
    std::variant<BehaviorCode, QString> find(const QString &shownName);

    /// The scripts in this node's own files, and those that it carries for others.
    const std::vector<ScriptText> &ownScripts() const { return m_files.scripts(); }
    const std::vector<ScriptText> &carriedScripts() const { return m_carried; }
    void setCarriedScripts(std::vector<ScriptText> scripts);

Q_SIGNALS:
    /// The entries have changed.
    void changed();

    /// One sentence for the log and the event list: about a file that was left out, or two scripts with one
    /// name.
    void remark(const QString &sentence);

private:
    QString notHere(const QString &name) const;
    void rebuild();
    QList<CatalogueEntry> scriptEntries(const QSet<QString> &pluginNames) const;
    void announceConflicts();

    QString m_where;
    BehaviorFiles m_files;
    std::vector<ScriptText> m_carried;
    SeenScripts m_seen;
    QList<CatalogueEntry> m_entries;
    QSet<QString> m_saidConflicts;
};

} // namespace everbounce
