namespace FerroGate.Fuzz;

/// <summary>An input that a parser does not stand.</summary>
/// <param name="Input">The bytes.</param>
/// <param name="Reason">What happened, with the place.</param>
internal sealed record Finding(byte[] Input, string Reason)
{
    /// <summary>Writes the input next to the program, for <c>--replay</c>, and gives the path.</summary>
    public string Save(string target)
    {
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "findings"));
        var path = Path.Combine(folder.FullName, $"{target}-{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Input))[..12]}.bin");
        File.WriteAllBytes(path, Input);
        return path;
    }
}
