using Microsoft.Win32.SafeHandles;

namespace FerroGate.Storage.DataDirectory;

/// <summary>Where each thing lies in a data directory, and how it is made so that only the gateway's user can read it.</summary>
internal sealed class DataPaths
{
    private const UnixFileMode OwnerOnlyFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnerOnlyFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private DataPaths(string root) => Root = root;

    public string Root { get; }

    public string Lock => Path.Combine(Root, "lock");

    public string Journals => Path.Combine(Root, "journal");

    /// <summary>Where bytes that were cut from a damaged journal are kept for whoever wants to look at them.</summary>
    public string Damage => Path.Combine(Root, "damage");

    public string Ledger => Path.Combine(Root, "ledger.db");

    public string Records => Path.Combine(Root, "records.db");

    /// <summary>What the ledger is sealed with, unless the key is given otherwise.</summary>
    public string LedgerKey => Path.Combine(Root, "ledger.key");

    public string State => Path.Combine(Root, "state.db");

    /// <summary>Opens a data directory, making it where there is none.</summary>
    public static DataPaths Open(string path)
    {
        var paths = new DataPaths(Path.GetFullPath(path));
        try
        {
            CreateFolder(paths.Root);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The data directory '{paths.Root}' cannot be made: {failure.Message}", failure);
        }

        return paths;
    }

    /// <summary>Opens a data directory in which a gateway has run.</summary>
    public static DataPaths OpenWithLedger(string path)
    {
        var paths = new DataPaths(Path.GetFullPath(path));
        return File.Exists(paths.Ledger) ? paths : throw new StoreException($"There is no ledger in the data directory '{paths.Root}'.");
    }

    /// <summary>Makes a folder with mode 0700; one that is there keeps its mode, which is its owner's decision.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerOnlyFolder);
    }

    /// <summary>Makes a file with mode 0600 for appending, its space reserved; other programs may read it meanwhile.</summary>
    public static SafeFileHandle CreateFile(string path, long size)
    {
        var handle = File.OpenHandle(
            path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite, FileOptions.None, preallocationSize: size);
        if (!OperatingSystem.IsWindows())
        {
            // File.OpenHandle takes no mode; nothing is in the file yet that somebody else could read.
            File.SetUnixFileMode(handle, OwnerOnlyFile);
        }

        return handle;
    }

    /// <summary>Opens a file, making it with mode 0600 where there is none.</summary>
    public static FileStream OpenFile(string path, FileShare share)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = share,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnlyFile;
        return new FileStream(path, options);
    }
}
