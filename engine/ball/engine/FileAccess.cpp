// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/engine/FileAccess.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSet>

#include <cstdint>
#include <fcntl.h>
#include <link.h>
#include <linux/landlock.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace everbounce {
namespace {

constexpr std::uint64_t kReadFile = LANDLOCK_ACCESS_FS_READ_FILE;
constexpr std::uint64_t kReadFolder = kReadFile | LANDLOCK_ACCESS_FS_READ_DIR;
/// Everything that the first version of Landlock knows.
constexpr std::uint64_t kAll = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;

/// A list of what may be read. The C library has no functions for these calls.
class Ruleset
{
public:
    Ruleset()
    {
        landlock_ruleset_attr rules{};
        rules.handled_access_fs = kAll;
        m_fd = int(::syscall(SYS_landlock_create_ruleset, &rules, sizeof rules, 0));
    }
    ~Ruleset()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    Q_DISABLE_COPY_MOVE(Ruleset)

    /// What does not exist is left out.
    void allow(const QString &path, std::uint64_t access)
    {
        const int file = ::open(QFile::encodeName(path).constData(), O_PATH | O_CLOEXEC);
        landlock_path_beneath_attr rule{};
        rule.allowed_access = access;
        rule.parent_fd = file;
        if (file >= 0) {
            ::syscall(SYS_landlock_add_rule, m_fd, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
            ::close(file);
        }
    }

    bool restrictSelf() const { return m_fd >= 0 && ::syscall(SYS_landlock_restrict_self, m_fd, 0) == 0; }

private:
    int m_fd = -1;
};

/// Where the libraries that this process has loaded lie, wherever Qt was installed.
QSet<QString> foldersOfLibraries()
{
    QSet<QString> folders{QStringLiteral("/usr/lib"), QStringLiteral("/usr/lib64"), QStringLiteral("/lib"),
                          QStringLiteral("/lib64"), QStringLiteral("/usr/local/lib")};
    ::dl_iterate_phdr(
        [](dl_phdr_info *library, std::size_t, void *all) {
            const QFileInfo file(QFile::decodeName(library->dlpi_name));
            if (file.isAbsolute() && file.path() != QLatin1String("/"))
                static_cast<QSet<QString> *>(all)->insert(file.path());
            return 0;
        },
        &folders);
    return folders;
}

} // namespace

bool readOnlyPlugins(const QStringList &plugins)
{
    Ruleset rules;
    for (const QString &folder : foldersOfLibraries())
        rules.allow(folder, kReadFolder);
    rules.allow(QStringLiteral("/etc/ld.so.cache"), kReadFile);
    for (const QString &plugin : plugins) {
        rules.allow(plugin, kReadFile);
        const QDir folder = QFileInfo(plugin).dir();
        for (const QString &beside : folder.entryList({QStringLiteral("*.so*")}, QDir::Files))
            rules.allow(folder.filePath(beside), kReadFile);
    }
    return rules.restrictSelf();
}

} // namespace everbounce
