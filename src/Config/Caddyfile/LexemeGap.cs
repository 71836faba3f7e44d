using System.Text;

namespace FerroGate.Config.Caddyfile;

/// <summary>What stands between two words: white space, ends of lines, and backslashes that continue a line.</summary>
/// <param name="Newlines">The ends of lines that are not continued; the end of a comment counts always.</param>
/// <param name="Continuations">The backslashes with their ends of lines, as far as they continue the line of the word before.</param>
/// <param name="EndsWithSpace">White space stands before the next word, on its line.</param>
internal readonly record struct LexemeGap(int Newlines, string Continuations, bool EndsWithSpace)
{
    public static LexemeGap Of(ReadOnlySpan<char> gap, LexemeKind before)
    {
        var newlines = 0;
        var continuations = new StringBuilder();
        var (space, continues) = (false, false);
        var isBehindWord = before == LexemeKind.Bare;
        for (var i = 0; i < gap.Length; i++)
        {
            if (gap[i] == '\\')
            {
                // Right behind a word and before a space it is lost, and continues nothing; words go on over carriage returns.
                continues = !isBehindWord || gap[(i + 1)..].TrimStart('\r').StartsWith("\n");
                if (continues && newlines == 0)
                    continuations.Append(space ? " " : "");

                space &= !continues;
            }
            else if (gap[i] != '\n')
            {
                space = true;
            }
            else if (continues)
            {
                if (newlines == 0)
                    continuations.Append("\\\n");

                (space, continues) = (false, false);
            }
            else
            {
                newlines++;
                space = true;
            }

            isBehindWord &= gap[i] == '\r';
        }

        return new LexemeGap(newlines, before == LexemeKind.Comment ? "" : continuations.ToString(), space);
    }
}
