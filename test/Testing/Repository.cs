namespace FerroGate.Testing;

/// <summary>Where the running test's repository is on this machine.</summary>
public static class Repository
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The configuration that the tests were built in, which the executable must have been built in too.</summary>
    public static string Configuration { get; } =
        new DirectoryInfo(AppContext.BaseDirectory).Parent?.Name ?? throw new DirectoryNotFoundException(AppContext.BaseDirectory);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FerroGate.slnx")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"No FerroGate.slnx above {AppContext.BaseDirectory}");
    }
}
