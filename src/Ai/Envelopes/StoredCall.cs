namespace FerroGate.Ai.Envelopes;

/// <summary>What is to be done with a stored answer.</summary>
/// <param name="Method">The HTTP method, as the client and the provider use it.</param>
/// <param name="Id">The answer's name.</param>
/// <param name="Rest">What stands behind the name in the path, such as <c>/cancel</c>; empty for the answer itself.</param>
/// <param name="Query">What the client's query says that the provider is to see, with its question mark; empty where it says nothing.</param>
public sealed record StoredCall(string Method, string Id, string Rest = "", string Query = "")
{
    private const int LongestId = 200;

    public bool IsDelete => Method == "DELETE";

    /// <summary>Below the place where the provider's answers are made.</summary>
    public string Path => $"/{Id}{Rest}{Query}";

    /// <summary>Such a text names something, and is the same in a URL.</summary>
    public static bool IsId(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))
            {
                return false;
            }
        }

        return text.Length is > 0 and <= LongestId;
    }
}
