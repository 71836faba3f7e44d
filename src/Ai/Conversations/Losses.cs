using System.Text;

namespace FerroGate.Ai.Conversations;

/// <summary>What did not get across, each thing once.</summary>
public sealed class Losses
{
    // What a client reads in a header, and what a record keeps: the names are the client's, and as many and as long as its body allows.
    private const int LongestText = 2 * 1024;
    private const int LongestRecord = 64 * 1024;
    private const string Truncated = "truncated";

    private readonly List<Loss> _all = [];
    private readonly HashSet<Loss> _known = [];

    public IReadOnlyList<Loss> All => _all;

    public bool Any => _all.Count > 0;

    /// <summary>Something got lost that an answer may depend on.</summary>
    public bool AnyHarm => _all.Exists(loss => !loss.IsHarmless);

    public void Add(string path, string reason)
    {
        var loss = new Loss(path, reason);
        if (_known.Add(loss))
        {
            _all.Add(loss);
        }
    }

    public void AddRange(IEnumerable<Loss> losses)
    {
        foreach (var loss in losses)
        {
            Add(loss.Path, loss.Reason);
        }
    }

    /// <summary>Them in the form of a header as a record keeps them: at most 64 KiB.</summary>
    public string ForRecord() => Text(LongestRecord);

    /// <summary>Them as a header says them: <c>path=reason, …</c> in ASCII, at most 2 KiB, then <c>truncated</c>.</summary>
    public override string ToString() => Text(LongestText);

    private string Text(int longest)
    {
        var text = new StringBuilder();
        foreach (var loss in _all)
        {
            var next = $"{(text.Length > 0 ? ", " : "")}{Shown(loss)}";
            if (text.Length + next.Length + Truncated.Length + 2 > longest)
            {
                return text.Append(text.Length > 0 ? ", " : "").Append(Truncated).ToString();
            }

            text.Append(next);
        }

        return text.ToString();
    }

    private static string Shown(Loss loss) => $"{Encode(loss.Path)}={loss.Reason}";

    // What names of members may hold: anything. What stands in a header or a comment: one line, with `,` and `=` for us.
    private static string Encode(string path)
    {
        var text = new StringBuilder(path.Length);
        foreach (var letter in Encoding.UTF8.GetBytes(path))
        {
            if (letter is > (byte)' ' and < 127 and not ((byte)'%' or (byte)',' or (byte)'=' or (byte)'"' or (byte)'\\'))
            {
                text.Append((char)letter);
            }
            else
            {
                text.Append('%').Append(letter.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        return text.ToString();
    }
}
