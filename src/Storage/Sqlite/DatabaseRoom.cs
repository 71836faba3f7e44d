using Microsoft.Data.Sqlite;

namespace FerroGate.Storage.Sqlite;

/// <summary>How much of the disk a database takes.</summary>
/// <param name="Pages">How many pages its file has.</param>
/// <param name="FreePages">How many of them are of what was deleted, and will be used again.</param>
/// <param name="PageSize">How many bytes a page has.</param>
/// <param name="ReleasesPages">It was made so that free pages can be given back; files of earlier versions were not.</param>
internal readonly record struct DatabaseRoom(long Pages, long FreePages, long PageSize, bool ReleasesPages)
{
    private const long Incremental = 2;

    public long UsedBytes => (Pages - FreePages) * PageSize;

    public static DatabaseRoom Of(SqliteConnection connection) => new(
        (long)connection.Scalar("PRAGMA page_count")!,
        (long)connection.Scalar("PRAGMA freelist_count")!,
        (long)connection.Scalar("PRAGMA page_size")!,
        connection.Scalar("PRAGMA auto_vacuum") is Incremental);
}
