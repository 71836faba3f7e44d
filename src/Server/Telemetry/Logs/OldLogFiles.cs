using System.Globalization;
using System.IO.Compression;

namespace FerroGate.Server.Telemetry.Logs;

/// <summary>
/// The files that a log was put aside to: <c>access-2026-11-25T18-20-00.000.log</c> beside <c>access.log</c>, packed with gzip.
/// Only what has such a name is touched.
/// </summary>
/// <param name="path">The log.</param>
/// <param name="keep">How many are kept; the latest.</param>
/// <param name="keepFor">How long they are kept.</param>
/// <param name="pack">Whether they are packed.</param>
/// <param name="clock">The clock.</param>
internal sealed class OldLogFiles(string path, int keep, TimeSpan keepFor, bool pack, TimeProvider clock)
{
    private const string TimeFormat = "yyyy-MM-ddTHH-mm-ss.fff";
    private const string Packed = ".gz";

    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
    private readonly string _stem = Path.GetFileNameWithoutExtension(path) + "-";
    private readonly string _extension = Path.GetExtension(path);
    private DateTimeOffset _latest = DateTimeOffset.MinValue;

    /// <summary>Gives the log a name with the time in it.</summary>
    public bool TryPutAside()
    {
        // Two within a millisecond: the later waits for its own name, for none may replace another, nor take the place of one that
        // was older than others and is gone.
        var now = clock.GetUtcNow();
        var time = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
        if (time <= _latest)
            time = _latest.AddMilliseconds(1);
        while (File.Exists(NameAt(time)) || File.Exists(NameAt(time) + Packed))
            time = time.AddMilliseconds(1);

        try
        {
            File.Move(path, NameAt(time));
            _latest = time;
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Removes what is too old or too much, and packs the rest. What fails is tried again the next time.</summary>
    public void Tidy()
    {
        try
        {
            var oldest = clock.GetUtcNow() - keepFor;
            var kept = 0;
            foreach (var (file, time) in Find())
            {
                if (++kept > keep || time < oldest)
                    File.Delete(file);
                else if (pack && !file.EndsWith(Packed, StringComparison.Ordinal))
                    Pack(file);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Nothing depends on it: the log itself is written to another file.
        }
    }

    private string NameAt(DateTimeOffset time) =>
        Path.Combine(_folder, _stem + time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture) + _extension);

    private List<(string File, DateTimeOffset Time)> Find() =>
    [
        .. Directory.EnumerateFiles(_folder, _stem + "*")
            .Select(file => (File: file, Time: TimeOf(Path.GetFileName(file))))
            .Where(found => found.Time is not null)
            .Select(found => (found.File, found.Time!.Value))
            .OrderByDescending(found => found.Value),
    ];

    private DateTimeOffset? TimeOf(string name)
    {
        var end = name.EndsWith(Packed, StringComparison.Ordinal) ? name[..^Packed.Length] : name;
        return end.StartsWith(_stem, StringComparison.Ordinal)
            && end.EndsWith(_extension, StringComparison.Ordinal)
            && end.Length == _stem.Length + TimeFormat.Length + _extension.Length
            && DateTimeOffset.TryParseExact(
                end.AsSpan(_stem.Length, TimeFormat.Length), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;
    }

    // A packed file is whole or not there: the name comes last, and the plain file goes after it.
    private static void Pack(string file)
    {
        var unfinished = file + Packed + ".part";
        using (var from = File.OpenRead(file))
        using (var to = new GZipStream(new FileStream(unfinished, LikeIt(file)), CompressionLevel.Optimal))
            from.CopyTo(to);

        File.Move(unfinished, file + Packed, overwrite: true);
        File.Delete(file);
    }

    // Readable for nobody who may not read the file, from its first byte on.
    private static FileStreamOptions LikeIt(string file)
    {
        // While a process hands over, its successor may pack the same one: one of them is enough.
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = File.GetUnixFileMode(file);
        return options;
    }
}
