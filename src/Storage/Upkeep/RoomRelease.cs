using System.Runtime.CompilerServices;
using FerroGate.Storage.Sqlite;

namespace FerroGate.Storage.Upkeep;

/// <summary>
/// Gives the room of what was deleted back to the disk, where it is much: what is not is used again soon. Pages are moved for it, so that it
/// waits while the disk is nearly full.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="freeBytes">How much room the disk of a file has.</param>
internal sealed class RoomRelease(Database database, Func<string, long> freeBytes) : IRetained
{
    private const int PagesAtOnce = 256;
    private const long FewPages = 1_024;
    private const long NeededBytes = 64 * 1024 * 1024;

    public static long FreeBytesOf(string file) => new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(file))!).AvailableFreeSpace;

    public async IAsyncEnumerable<long> PruneAsync(DateTimeOffset now, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (await Task.Run(Release, cancellation) is > 0 and var part)
            yield return part;
    }

    private int Release()
    {
        using var connection = database.Connect();
        var room = DatabaseRoom.Of(connection);
        if (!room.ReleasesPages || room.FreePages < Math.Max(FewPages, room.Pages / 4) || freeBytes(database.Path) < NeededBytes)
            return 0;

        // A page is given back with each step.
        using var command = connection.Command($"PRAGMA incremental_vacuum({PagesAtOnce})");
        using var steps = command.ExecuteReader();
        while (steps.Read())
        {
        }

        return PagesAtOnce;
    }
}
