using FerroGate.Storage;

namespace FerroGate.Server.Hosting;

/// <summary>The key of the ledger, where it is not to lie beside the ledger: in a variable, or in a file that another variable names.</summary>
internal static class LedgerKeySource
{
    private const string Variable = "FERROGATE_LEDGER_KEY";
    private const string FileVariable = "FERROGATE_LEDGER_KEY_FILE";

    /// <summary>The key in base64; <c>null</c> for that of the data directory.</summary>
    /// <exception cref="StoreException">It cannot be had; the message says why.</exception>
    public static string? Read(Func<string, string?> environment)
    {
        var (key, path) = (environment(Variable), environment(FileVariable));
        if (key is { Length: > 0 } && path is { Length: > 0 })
            throw new StoreException($"{Variable} and {FileVariable} are both set; unset one of them.");
        if (path is not { Length: > 0 })
            return key is { Length: > 0 } ? key : null;

        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The ledger key '{path}', which {FileVariable} names, cannot be read: {failure.Message}", failure);
        }
    }
}
